import { UnstyledButton } from "@mantine/core";
import { IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Consent } from "../../../electron/contract/consents";
import type { PatientId } from "../../../electron/contract/shapes";
import { CONSENT_PURPOSES, type ConsentPurpose } from "../../../electron/domain/consent";
import { ConsentDialog } from "./ConsentDialog";
import { currentConsent } from "./currentConsent";
import styles from "./consents.module.css";
import { useConsents } from "./useConsents";

/** The consents that count, in the patient's header; opens them for reading and recording. */
export function ConsentButton({ patientId }: { readonly patientId: PatientId }) {
  const { t } = useTranslation();
  const consents = useConsents(patientId);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <UnstyledButton
        className={styles["button"]}
        aria-haspopup="dialog"
        onClick={() => {
          setOpened(true);
        }}
        data-testid="consents-open"
      >
        <span className={styles["buttonTitle"]}>{t("consents.title")}</span>
        <span className={styles["badges"]}>
          {CONSENT_PURPOSES.map((purpose) => (
            <ConsentBadge key={purpose} purpose={purpose} consents={consents.data ?? []} />
          ))}
        </span>
      </UnstyledButton>
      {opened && (
        <ConsentDialog
          patientId={patientId}
          onClose={() => {
            setOpened(false);
          }}
        />
      )}
    </>
  );
}

interface ConsentBadgeProps {
  readonly purpose: ConsentPurpose;
  readonly consents: readonly Consent[];
}

function ConsentBadge({ purpose, consents }: ConsentBadgeProps) {
  const { t } = useTranslation();
  const current = currentConsent(consents, purpose);
  const state = current === null ? "none" : current.given ? "given" : "withdrawn";
  const Icon = { none: IconCircleDashed, given: IconCircleCheck, withdrawn: IconCircleX }[state];
  return (
    <span className={styles["badge"]} data-state={state} data-testid={`consent-${purpose}`}>
      <Icon size={16} stroke={1.8} aria-hidden />
      {t("consents.summary", {
        purpose: t(`consents.purposes.${purpose}`),
        state: t(`consents.${state}`),
      })}
    </span>
  );
}
