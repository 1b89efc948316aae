import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Consent } from "../../../electron/contract/consents";
import type { ConsentPurpose } from "../../../electron/domain/consent";
import { isPlausibleDay } from "../../../electron/domain/patient";
import { FailureNotice } from "../../ui/FailureNotice";
import { calendarText, today } from "../../words/dates";
import { currentConsent } from "./currentConsent";
import styles from "./consents.module.css";
import type { useRecordConsent } from "./useConsents";

interface ConsentFormProps {
  readonly purpose: ConsentPurpose;
  readonly consents: readonly Consent[];
  /** Of all purposes: one record after the other. */
  readonly record: ReturnType<typeof useRecordConsent>;
}

/** One purpose: what counts now, and a new record with the day on which it was said. */
export function ConsentForm({ purpose, consents, record }: ConsentFormProps) {
  const { t } = useTranslation();
  const [date, setDate] = useState(today());
  const current = currentConsent(consents, purpose);
  const fault = !isPlausibleDay(date) ? "dateMissing" : date > today() ? "future" : null;
  const isOurs = record.variables?.purpose === purpose;
  const say = (given: boolean): void => {
    if (fault === null) record.mutate({ purpose, given, date });
  };
  return (
    <section className={styles["form"]} aria-label={t(`consents.purposes.${purpose}`)}>
      <div className={styles["formText"]}>
        <h3 className={styles["formTitle"]}>{t(`consents.questions.${purpose}`)}</h3>
        <p className={styles["faint"]} role="status">
          {current === null
            ? t("consents.none")
            : t(current.given ? "consents.givenOn" : "consents.withdrawnOn", {
                date: calendarText(current.date),
              })}
        </p>
      </div>
      <div className={styles["formLine"]}>
        <TextInput
          type="date"
          label={t("consents.date")}
          value={date}
          max={today()}
          error={fault && t(`consents.${fault}`)}
          data-testid={`consent-date-${purpose}`}
          onChange={({ currentTarget }) => {
            setDate(currentTarget.value);
          }}
        />
        <Button
          variant={current?.given ? "default" : "filled"}
          loading={isOurs && record.isPending}
          disabled={fault !== null || record.isPending}
          onClick={() => {
            say(true);
          }}
          data-testid={`consent-give-${purpose}`}
        >
          {t("consents.give")}
        </Button>
        <Button
          variant="default"
          disabled={fault !== null || record.isPending}
          onClick={() => {
            say(false);
          }}
          data-testid={`consent-withdraw-${purpose}`}
        >
          {t("consents.withdraw")}
        </Button>
      </div>
      {isOurs && record.error && <FailureNotice error={record.error} />}
    </section>
  );
}
