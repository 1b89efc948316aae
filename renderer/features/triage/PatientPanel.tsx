import { Button } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PatientId, PhotoDetail } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { Panel } from "../../ui/Panel";
import { showUndo } from "../../ui/showUndo";
import { useShortcuts } from "../../ui/useShortcuts";
import { patientName } from "../../../electron/domain/patientName";
import { useNavigation } from "../frame/navigation";
import { LesionPicker } from "../lesions/LesionPicker";
import { birthText } from "../patients/birthText";
import { PatientDialog } from "../patients/PatientDialog";
import { PatientPicker } from "./PatientPicker";
import { usePhotoActions } from "../photo/usePhotoActions";
import styles from "./verdict.module.css";

/** Whose photo it is; finds or registers the patient where it is nobody's. */
export function PatientPanel({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { assign, assignAgain } = usePhotoActions(photo.id);
  const search = useRef<HTMLInputElement>(null);
  /** Family name to begin the form with; null while it is closed. */
  const [newName, setNewName] = useState<string | null>(null);
  const { patient } = photo;

  useShortcuts({
    p: () => {
      if (patient) go({ room: "patient", patientId: patient.id });
      else search.current?.focus();
    },
  });
  const giveTo = (patientId: PatientId | null): void => {
    assign.mutate(patientId, {
      onSuccess: ({ patient: owner }) => {
        const message = owner
          ? t("assign.attached", { name: patientName(owner) })
          : t("assign.detached");
        showUndo(message, () => assignAgain(photo));
      },
    });
  };

  return (
    <Panel
      title={t("assign.title")}
      aside={
        patient && (
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                go({ room: "patient", patientId: patient.id });
              }}
              data-testid="patient-open"
            >
              {t("assign.open")}
            </Button>
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              loading={assign.isPending}
              onClick={() => {
                giveTo(null);
              }}
              data-testid="patient-detach"
            >
              {t("assign.detach")}
            </Button>
          </div>
        )
      }
      data-testid="patient-panel"
    >
      {patient ? (
        <>
          <div className={styles["patient"]} data-testid="patient-attached">
            <IconUser size={20} stroke={1.6} aria-hidden />
            <div className={styles["patientText"]} data-selectable>
              <strong>{patientName(patient)}</strong>
              <span>
                {[
                  birthText(patient.dateOfBirth),
                  patient.number && t("assign.number", { number: patient.number }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </div>
          </div>
          <div className={styles["lesion"]}>
            <span>{t("lesions.one")}</span>
            <LesionPicker photo={photo} patientId={patient.id} />
          </div>
        </>
      ) : (
        <PatientPicker inputRef={search} onPick={giveTo} onNew={setNewName} />
      )}
      {assign.error && <FailureNotice error={assign.error} />}
      {newName !== null && (
        <PatientDialog
          patient={null}
          familyName={newName}
          submit={t("patientForm.createAttach")}
          onClose={() => {
            setNewName(null);
          }}
          onSaved={({ id }) => {
            giveTo(id);
          }}
        />
      )}
    </Panel>
  );
}
