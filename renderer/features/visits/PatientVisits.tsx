import { Skeleton } from "@mantine/core";
import { IconCalendarEvent } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PatientDetail, PhotoId } from "../../../electron/contract/shapes";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { NewVisit } from "./NewVisit";
import { useVisits } from "./useVisits";
import { VisitCard } from "./VisitCard";
import styles from "./visits.module.css";

interface PatientVisitsProps {
  readonly patient: PatientDetail;
  readonly onOpen: (photoId: PhotoId) => void;
}

/** The patient's days, the latest first. */
export function PatientVisits({ patient, onOpen }: PatientVisitsProps) {
  const { t } = useTranslation();
  const visits = useVisits(patient.id);
  return (
    <section aria-label={t("visits.title")} tabIndex={-1} data-testid="visits">
      <header className={styles["titleLine"]}>
        <h3 className={styles["title"]}>{t("visits.title")}</h3>
        {visits.data && <NewVisit patientId={patient.id} visits={visits.data} />}
      </header>
      {visits.isLoadingError ? (
        <FailureNotice error={visits.error} onRetry={() => void visits.refetch()} />
      ) : !visits.data ? (
        <Skeleton height={72} />
      ) : visits.data.length === 0 ? (
        <EmptyState
          icon={IconCalendarEvent}
          title={t("visits.emptyTitle")}
          text={t("visits.emptyText")}
        />
      ) : (
        <ol className={styles["list"]}>
          {visits.data.map((visit) => (
            <VisitCard key={visit.id} visit={visit} photos={patient.photos} onOpen={onOpen} />
          ))}
        </ol>
      )}
    </section>
  );
}
