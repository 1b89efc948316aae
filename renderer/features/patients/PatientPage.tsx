import { Button, Skeleton } from "@mantine/core";
import { IconArrowLeft, IconPencil, IconPhotoPlus, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PatientDetail, PatientId, PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { useShortcuts } from "../../ui/useShortcuts";
import { useNavigation } from "../frame/navigation";
import { CameraButton } from "../camera/CameraButton";
import { useIntake } from "../intake/intake";
import { IntakePanel } from "../intake/IntakePanel";
import { withoutLesion } from "../lesions/lesionPhotos";
import { LesionPicker } from "../lesions/LesionPicker";
import { PatientLesions } from "../lesions/PatientLesions";
import { PatientMenu } from "../removal/PatientMenu";
import { ReportButton } from "../reports/ReportButton";
import { useReportDesk } from "../reports/reportDesk";
import { ReportSection } from "../reports/ReportSection";
import { useShowPhoto } from "../triage/useShowPhoto";
import { PatientVisits } from "../visits/PatientVisits";
import { PatientDialog } from "./PatientDialog";
import { PatientHeader } from "./PatientHeader";
import styles from "./patients.module.css";
import { PhotoGrid } from "./PhotoGrid";

export function PatientPage({ patientId }: { readonly patientId: PatientId }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const patient = useQuery({
    queryKey: queryKeys.patient(patientId),
    queryFn: () => call("patients.get", { patientId }),
  });
  return (
    <div className={styles["screen"]}>
      <div className={styles["back"]}>
        <Button
          variant="subtle"
          size="compact-md"
          leftSection={<IconArrowLeft size={16} />}
          onClick={() => {
            go({ room: "patients" });
          }}
        >
          {t("patients.back")}
        </Button>
      </div>
      {patient.isLoadingError ? (
        <FailureNotice error={patient.error} onRetry={() => void patient.refetch()} />
      ) : !patient.data ? (
        <div className={styles["skeletons"]}>
          <Skeleton width={320} height={28} />
          <Skeleton width={480} height={16} />
          <Skeleton height={220} mt={24} />
        </div>
      ) : (
        <Patient patient={patient.data} />
      )}
    </div>
  );
}

function Patient({ patient }: { readonly patient: PatientDetail }) {
  const { t } = useTranslation();
  const { choose: chooseFiles } = useIntake();
  const openPhoto = useShowPhoto();
  const [edits, setEdits] = useState(false);
  // A photo whose lesion a key has chosen stays while the keyboard is there: the next may choose another.
  const [chosenByKey, setChosenByKey] = useState<PhotoId | null>(null);
  const unassigned = withoutLesion(patient.photos, chosenByKey);
  const addPhotos = (): void => {
    chooseFiles(patient.id);
  };
  const { report } = useReportDesk();
  const subject = { kind: "patient", patientId: patient.id } as const;
  useShortcuts({
    "ctrl+o": addPhotos,
    r: () => {
      report(subject);
    },
  });

  return (
    <>
      <PatientHeader patient={patient}>
        <Button
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.6} />}
          onClick={() => {
            setEdits(true);
          }}
          data-testid="patient-edit"
        >
          {t("patients.edit")}
        </Button>
        <ReportButton subject={subject} hint="R" />
        <PatientMenu patient={patient} />
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={addPhotos}
          data-testid="patient-add-photos"
        >
          {t("patients.addPhotos")}
        </Button>
        <CameraButton patientId={patient.id} />
      </PatientHeader>
      <div className={styles["page"]}>
        <PatientLesions patient={patient}>
          <section data-testid="unassigned-photos">
            <h3 className={styles["sectionTitle"]}>{t("patients.photosTitle")}</h3>
            {patient.photos.length === 0 ? (
              <EmptyState
                icon={IconPhotoPlus}
                title={t("patients.noPhotosTitle")}
                text={t("patients.noPhotosText")}
              />
            ) : unassigned.length === 0 ? (
              <p className={styles["allAssigned"]}>{t("patients.allAssigned")}</p>
            ) : (
              <PhotoGrid
                photos={unassigned}
                action={(photo) => (
                  <LesionPicker
                    photo={photo}
                    patientId={patient.id}
                    onKeyboard={(isHere) => {
                      setChosenByKey(isHere ? photo.id : null);
                    }}
                  />
                )}
                onOpen={openPhoto}
              />
            )}
          </section>
          <PatientVisits patient={patient} onOpen={openPhoto} />
          <ReportSection scope={{ kind: "patient", patientId: patient.id }} />
        </PatientLesions>
        <aside className={styles["sidePane"]}>
          <div className={styles["notesPane"]}>
            <h3 className={styles["sectionTitle"]}>{t("patients.notes")}</h3>
            <p className={styles["notes"]} data-none={patient.notes === "" || undefined}>
              {patient.notes === "" ? t("patients.noNotes") : patient.notes}
            </p>
          </div>
          <IntakePanel onShow={openPhoto} />
        </aside>
      </div>
      {edits && (
        <PatientDialog
          patient={patient}
          onClose={() => {
            setEdits(false);
          }}
        />
      )}
    </>
  );
}
