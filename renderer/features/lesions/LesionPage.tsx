import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconBodyScan, IconPhotoPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { LesionId, PatientId, PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { LevelBadge } from "../../ui/LevelBadge";
import { useShortcuts } from "../../ui/useShortcuts";
import { patientName } from "../../../electron/domain/patientName";
import { CameraButton } from "../camera/CameraButton";
import { useNavigation } from "../frame/navigation";
import { ReportButton } from "../reports/ReportButton";
import { useReportDesk } from "../reports/reportDesk";
import styles from "./compare.module.css";
import { comparisonOf, LATEST_TWO, type Chosen } from "./comparison";
import { LesionCourse } from "./LesionCourse";
import { lesionTitle } from "./lesionName";
import { photosOf } from "./lesionPhotos";
import { useLesions } from "./useLesions";

interface LesionPageProps {
  readonly patientId: PatientId;
  readonly lesionId: LesionId;
  /** The photo to begin with; null: the latest. */
  readonly photoId: PhotoId | null;
}

/** One lesion over time. */
export function LesionPage({ patientId, lesionId, photoId }: LesionPageProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const [chosen, setChosen] = useState<Chosen>({ ...LATEST_TWO, right: photoId });
  const lesions = useLesions(patientId);
  const patient = useQuery({
    queryKey: queryKeys.patient(patientId),
    queryFn: () => call("patients.get", { patientId }),
  });
  const lesion = lesions.data?.find(({ id }) => id === lesionId);
  const photos = photosOf(patient.data?.photos ?? [], lesionId);
  const shown = comparisonOf(photos, chosen);
  const error = patient.error ?? lesions.error;
  const { report } = useReportDesk();
  const subject = { kind: "course", lesionId } as const;
  useShortcuts({
    r: () => {
      if (shown) report(subject);
    },
  });
  const toPatient = (): void => {
    go({ room: "patient", patientId });
  };

  return (
    <div className={styles["screen"]} data-testid="lesion-page">
      <header className={styles["head"]}>
        <Button
          variant="subtle"
          size="compact-md"
          className={styles["back"] ?? ""}
          leftSection={<IconArrowLeft size={16} />}
          onClick={toPatient}
          data-testid="lesion-back"
        >
          {patient.data ? patientName(patient.data) : t("lesions.back")}
        </Button>
        {lesion && (
          <>
            <h2 className={styles["title"]} title={lesionTitle(lesion)} data-selectable>
              {t("lesions.pageTitle", { number: lesion.number, title: lesionTitle(lesion) })}
            </h2>
            <span className={styles["site"]}>
              {lesion.label !== "" && t(`sites.${lesion.site}`)}
            </span>
            {shown?.right.analysis && (
              <LevelBadge level={photos.at(-1)?.analysis?.level ?? shown.right.analysis.level} />
            )}
            {shown && <ReportButton subject={subject} hint="R" />}
            <CameraButton patientId={patientId} lesionId={lesionId} />
          </>
        )}
      </header>
      {patient.isLoadingError || lesions.isLoadingError ? (
        <FailureNotice
          error={error}
          onRetry={() => {
            void patient.refetch();
            void lesions.refetch();
          }}
        />
      ) : !patient.data || !lesions.data ? (
        <div className={styles["loading"]} role="status" aria-label={t("common.loading")}>
          <Skeleton height="60%" />
          <Skeleton height={132} />
        </div>
      ) : !lesion ? (
        <EmptyState
          icon={IconBodyScan}
          title={t("errors.lesion.missing.what")}
          text={t("errors.lesion.missing.safe")}
        >
          <Button onClick={toPatient}>{t("lesions.back")}</Button>
        </EmptyState>
      ) : shown === null ? (
        <EmptyState
          icon={IconPhotoPlus}
          title={t("compare.noPhotosTitle")}
          text={t("compare.noPhotosText")}
        >
          <Button onClick={toPatient}>{t("lesions.back")}</Button>
        </EmptyState>
      ) : (
        <LesionCourse
          lesionId={lesionId}
          photos={photos}
          shown={shown}
          active={chosen.active}
          onChange={setChosen}
        />
      )}
    </div>
  );
}
