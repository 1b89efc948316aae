import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PatientDetail } from "../../../electron/contract/shapes";
import { ageInYears } from "../../../electron/domain/patient";
import { calendarText, dayText, today } from "../../words/dates";
import { patientName } from "../../../electron/domain/patientName";
import { ConsentButton } from "../consents/ConsentButton";
import styles from "./patients.module.css";

interface PatientHeaderProps {
  readonly patient: PatientDetail;
  /** Actions. */
  readonly children: ReactNode;
}

/** Who it is, as far as it is known. */
export function PatientHeader({ patient, children }: PatientHeaderProps) {
  const { t } = useTranslation();
  const { dateOfBirth, number, sex, createdAt, archivedAt } = patient;
  const age = ageInYears(dateOfBirth, today());
  return (
    <header className={styles["patientHead"]} data-testid="patient-header">
      <div className={styles["patientWho"]}>
        <h2 className={styles["patientName"]} data-selectable>
          {patientName(patient)}
        </h2>
        <div className={styles["patientLine"]}>
          <dl className={styles["patientFacts"]}>
            {dateOfBirth !== null && (
              <Fact name={t("patients.born")}>{calendarText(dateOfBirth)}</Fact>
            )}
            {age !== null && (
              <Fact name={t("patients.age")}>{t("patients.ageYears", { count: age })}</Fact>
            )}
            {sex !== "unknown" && <Fact name={t("patients.sex")}>{t(`sex.${sex}`)}</Fact>}
            {number !== "" && <Fact name={t("patients.number")}>{number}</Fact>}
            <Fact name={t("patients.registeredName")}>{dayText(createdAt)}</Fact>
          </dl>
          <ConsentButton patientId={patient.id} />
        </div>
        {archivedAt !== null && (
          <p className={styles["archivedNote"]} data-testid="patient-archived">
            {t("patients.archivedSince", { date: dayText(archivedAt) })}
          </p>
        )}
      </div>
      <div className={styles["patientActions"]}>{children}</div>
    </header>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
