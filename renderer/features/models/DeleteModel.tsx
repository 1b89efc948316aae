import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ModelVersion } from "../../../electron/contract/models";
import { queryKeys } from "../../api/queryKeys";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { showNotice } from "../../ui/showNotice";
import { useNavigation } from "../frame/navigation";
import { useModelChange } from "./useModels";

interface DeleteModelProps {
  readonly version: ModelVersion;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before a version is deleted. */
export function DeleteModel({ version, opened, onClose }: DeleteModelProps) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const client = useQueryClient();
  const remove = useModelChange("models.delete", () => {
    go({ room: "models" });
    client.removeQueries({ queryKey: queryKeys.model(version) });
    showNotice(t("models.delete.done", { version }));
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t("models.delete.title")}
      confirm={t("models.delete.confirm")}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => {
        remove.mutate({ version });
      }}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    >
      {t("models.delete.text", { version })}
    </ConfirmDialog>
  );
}
