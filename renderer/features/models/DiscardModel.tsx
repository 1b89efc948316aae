import { useTranslation } from "react-i18next";
import type { ModelVersion } from "../../../electron/contract/models";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { showNotice } from "../../ui/showNotice";
import { useModelChange } from "./useModels";

interface DiscardModelProps {
  readonly version: ModelVersion;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks before a candidate is set aside for good. */
export function DiscardModel({ version, opened, onClose }: DiscardModelProps) {
  const { t } = useTranslation();
  const discard = useModelChange("models.discard", () => {
    onClose();
    showNotice(t("models.discard.done", { version }));
  });
  return (
    <ConfirmDialog
      opened={opened}
      title={t("models.discard.title")}
      confirm={t("models.discard.confirm")}
      busy={discard.isPending}
      error={discard.error}
      onConfirm={() => {
        discard.mutate({ version });
      }}
      onClose={() => {
        discard.reset();
        onClose();
      }}
    >
      {t("models.discard.text", { version })}
    </ConfirmDialog>
  );
}
