import { Button, Skeleton, UnstyledButton } from "@mantine/core";
import { useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PatientId, PatientSummary } from "../../../electron/contract/shapes";
import { ageInYears } from "../../../electron/domain/patient";
import { LevelBadge } from "../../ui/LevelBadge";
import { calendarText, shortMomentText, today } from "../../words/dates";
import { patientName } from "../../../electron/domain/patientName";
import styles from "./patients.module.css";

interface PatientTableProps {
  readonly patients: readonly PatientSummary[];
  readonly total: number;
  readonly isLoadingMore: boolean;
  /** Null where all are shown. */
  readonly onLoadMore: (() => void) | null;
  readonly onOpen: (patientId: PatientId) => void;
}

export function PatientTable(props: PatientTableProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);

  /** Up and down move between the rows' names. */
  const moveFocus = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !body.current) return;
    const names = [...body.current.querySelectorAll<HTMLElement>("[data-patient-name]")];
    const at = names.findIndex((name) => name === document.activeElement);
    names[at + step]?.focus();
    event.preventDefault();
  };

  return (
    <>
      <table className={styles["table"]} aria-label={t("patients.label")}>
        <Head />
        <tbody ref={body} onKeyDown={moveFocus}>
          {props.patients.map((patient) => (
            <Row key={patient.id} patient={patient} onOpen={props.onOpen} />
          ))}
        </tbody>
      </table>
      {props.onLoadMore && (
        <div className={styles["more"]}>
          <span>{t("common.shown", { shown: props.patients.length, total: props.total })}</span>
          <Button variant="default" loading={props.isLoadingMore} onClick={props.onLoadMore}>
            {t("common.loadMore")}
          </Button>
        </div>
      )}
    </>
  );
}

function Head() {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{t("patients.name")}</th>
        <th scope="col">{t("patients.number")}</th>
        <th scope="col" data-number>
          {t("patients.born")}
        </th>
        <th scope="col" data-number>
          {t("patients.age")}
        </th>
        <th scope="col">{t("patients.sex")}</th>
        <th scope="col">{t("patients.level")}</th>
        <th scope="col" data-number>
          {t("patients.photos")}
        </th>
        <th scope="col" data-number>
          {t("patients.lastPhoto")}
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  readonly patient: PatientSummary;
  readonly onOpen: (patientId: PatientId) => void;
}

function Row({ patient, onOpen }: RowProps) {
  const { t } = useTranslation();
  const { dateOfBirth, lastPhotoAt, level } = patient;
  return (
    <tr
      data-testid="patient-row"
      data-patient-id={patient.id}
      onClick={() => {
        onOpen(patient.id);
      }}
    >
      <td>
        <UnstyledButton className={styles["nameButton"]} data-patient-name>
          {patientName(patient)}
        </UnstyledButton>
        {patient.archivedAt !== null && (
          <span className={styles["archivedMark"]}>{t("patients.archivedMark")}</span>
        )}
      </td>
      <td>{patient.number}</td>
      <td data-number>{dateOfBirth === null ? "" : calendarText(dateOfBirth)}</td>
      <td data-number>{ageInYears(dateOfBirth, today()) ?? ""}</td>
      <td>{patient.sex === "unknown" ? "" : t(`sex.${patient.sex}`)}</td>
      <td>{level && <LevelBadge level={level} />}</td>
      <td data-number>{patient.photoCount > 0 ? patient.photoCount : ""}</td>
      <td data-number>{lastPhotoAt === null ? "" : shortMomentText(lastPhotoAt)}</td>
    </tr>
  );
}

export function PatientTableSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("common.loading")} className={styles["skeletons"]}>
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} height={16} />
      ))}
    </div>
  );
}
