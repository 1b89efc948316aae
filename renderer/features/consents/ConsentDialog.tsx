import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Consent } from "../../../electron/contract/consents";
import type { PatientId } from "../../../electron/contract/shapes";
import { CONSENT_PURPOSES } from "../../../electron/domain/consent";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { calendarText, momentText } from "../../words/dates";
import { ConsentForm } from "./ConsentForm";
import styles from "./consents.module.css";
import { useConsents, useRecordConsent } from "./useConsents";

interface ConsentDialogProps {
  readonly patientId: PatientId;
  readonly onClose: () => void;
}

/** What the patient consented to, each purpose by itself, and everything they said before. */
export function ConsentDialog({ patientId, onClose }: ConsentDialogProps) {
  const { t } = useTranslation();
  const consents = useConsents(patientId);
  const record = useRecordConsent(patientId);
  return (
    <Dialog opened onClose={onClose} busy={record.isPending} title={t("consents.title")} size={560}>
      {consents.isLoadingError ? (
        <FailureNotice error={consents.error} onRetry={() => void consents.refetch()} />
      ) : !consents.data ? (
        <Skeleton height={160} />
      ) : (
        <>
          {CONSENT_PURPOSES.map((purpose) => (
            <ConsentForm key={purpose} purpose={purpose} consents={consents.data} record={record} />
          ))}
          <h3 className={styles["historyTitle"]}>{t("consents.history")}</h3>
          <History consents={consents.data} />
        </>
      )}
    </Dialog>
  );
}

function History({ consents }: { readonly consents: readonly Consent[] }) {
  const { t } = useTranslation();
  if (consents.length === 0) return <p className={styles["faint"]}>{t("consents.noHistory")}</p>;
  return (
    <ul className={styles["history"]} data-testid="consent-history">
      {consents.map((consent) => {
        const { id, purpose, given, date, recordedBy, recordedAt } = consent;
        const when = momentText(recordedAt);
        return (
          <li key={id} data-selectable>
            <span>
              {t("consents.summary", {
                purpose: t(`consents.purposes.${purpose}`),
                state: t(given ? "consents.givenOn" : "consents.withdrawnOn", {
                  date: calendarText(date),
                }),
              })}
            </span>
            <span className={styles["faint"]}>
              {recordedBy ? t("consents.by", { name: recordedBy, when }) : when}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
