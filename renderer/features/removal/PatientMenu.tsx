import { Button, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconChevronDown,
  IconTrash,
} from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PatientDetail } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { useRole } from "../../api/useRole";
import { showFailure } from "../../ui/showFailure";
import { showUndo } from "../../ui/showUndo";
import { patientName } from "../../../electron/domain/patientName";
import { MergeDialog } from "../merge/MergeDialog";
import { DeletePatientDialog } from "./DeletePatientDialog";

/** What is seldom done with a patient: archiving, merging, deleting. */
export function PatientMenu({ patient }: { readonly patient: PatientDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayDestroy = useRole() !== "staff";
  const [dialog, setDialog] = useState<"merge" | "delete" | null>(null);
  const close = (): void => {
    setDialog(null);
  };
  const isArchived = patient.archivedAt !== null;
  const name = patientName(patient);
  const setArchived = async (archived: boolean): Promise<void> => {
    const changed = await call("patients.archive", { patientId: patient.id, archived });
    client.setQueryData(queryKeys.patient(patient.id), changed);
  };
  const archive = useMutation({
    mutationFn: setArchived,
    onSuccess: (_, archived) => {
      const message = t(archived ? "patients.archivedDone" : "patients.restoredDone", { name });
      showUndo(message, () => setArchived(!archived));
    },
    onError: (error) => {
      showFailure(error);
    },
  });

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            rightSection={<IconChevronDown size={16} stroke={1.6} />}
            data-testid="patient-more"
          >
            {t("patients.more")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={
              isArchived ? (
                <IconArchiveOff size={16} stroke={1.6} />
              ) : (
                <IconArchive size={16} stroke={1.6} />
              )
            }
            onClick={() => {
              archive.mutate(!isArchived);
            }}
            data-testid="patient-archive"
          >
            {t(isArchived ? "patients.restore" : "patients.archive")}
          </Menu.Item>
          {mayDestroy && (
            <>
              <Menu.Item
                leftSection={<IconArrowMerge size={16} stroke={1.6} />}
                onClick={() => {
                  setDialog("merge");
                }}
                data-testid="patient-merge"
              >
                {t("patients.merge")}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} stroke={1.6} />}
                onClick={() => {
                  setDialog("delete");
                }}
                data-testid="patient-delete"
              >
                {t("patients.delete")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog === "merge" && <MergeDialog patient={patient} onClose={close} />}
      {dialog === "delete" && <DeletePatientDialog patient={patient} onClose={close} />}
    </>
  );
}
