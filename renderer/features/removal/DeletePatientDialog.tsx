import { Button, Group, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { PatientDetail } from "../../../electron/contract/shapes";
import { namesPatient } from "../../../electron/domain/patientMatch";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { patientName } from "../../../electron/domain/patientName";
import { useNavigation } from "../frame/navigation";
import { useTriageView } from "../triage/triageView";
import { LossList } from "./LossList";
import styles from "./removal.module.css";

interface DeletePatientDialogProps {
  readonly patient: PatientDetail;
  readonly onClose: () => void;
}

/** Says what is lost, and asks for the patient's name before it is. */
export function DeletePatientDialog({ patient, onClose }: DeletePatientDialogProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { photoId, choose } = useTriageView();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const patientId = patient.id;
  const name = patientName(patient);
  const loss = useQuery({
    queryKey: queryKeys.loss(patientId),
    queryFn: () => call("patients.loss", { patientId }),
    // What would be lost may have grown since the dialog was opened last.
    gcTime: 0,
  });
  const remove = useMutation({
    mutationFn: () => call("patients.delete", { patientId, typed }),
    onSuccess: () => {
      go({ room: "patients" });
      client.removeQueries({ queryKey: queryKeys.patient(patientId) });
      for (const { id } of patient.photos) {
        client.removeQueries({ queryKey: queryKeys.photo(id) });
        if (id === photoId) choose(null);
      }
      // The queue must not choose another of them before main's event is heard.
      void client.invalidateQueries({ queryKey: ["photos"] });
      showNotice(t("removal.done"));
    },
  });
  const isConfirmed = loss.data !== undefined && namesPatient(typed, patient);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isConfirmed && !remove.isPending) remove.mutate();
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      busy={remove.isPending}
      title={t("removal.title", { name })}
      size={520}
    >
      <form onSubmit={submit} className={styles["form"]}>
        {loss.isError ? (
          <FailureNotice error={loss.error} onRetry={() => void loss.refetch()} />
        ) : !loss.data ? (
          <Skeleton height={160} />
        ) : (
          <LossList loss={loss.data} />
        )}
        <p>{t("removal.archiveInstead")}</p>
        <TextInput
          label={
            patient.number === ""
              ? t("removal.typeName", { name })
              : t("removal.typeNameOrNumber", { name, number: patient.number })
          }
          value={typed}
          maxLength={500}
          autoComplete="off"
          data-testid="delete-typed"
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
          }}
        />
        {remove.error && <FailureNotice error={remove.error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} disabled={remove.isPending} data-autofocus>
            {t("common.cancel")}
          </Button>
          <Button
            type="submit"
            color="red"
            disabled={!isConfirmed}
            loading={remove.isPending}
            data-testid="confirm-destroy"
          >
            {t("removal.confirm")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
