import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import styles from "./backups.module.css";

/** Takes the latest restore back, where there was one. */
export function UndoRestore() {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const { data } = useQuery({
    queryKey: queryKeys.canUndoRestore,
    queryFn: () => call("backups.canUndoRestore", {}),
    staleTime: 0,
  });
  const undo = useMutation({ mutationFn: () => call("backups.undoRestore", {}) });
  if (data?.canUndo !== true) return null;
  return (
    <div>
      <h3 className={styles["subtitle"]}>{t("settings.backups.undo.title")}</h3>
      <p className={styles["hint"]}>{t("settings.backups.undo.text")}</p>
      <Button
        variant="default"
        data-testid="undo-restore"
        onClick={() => {
          setAsks(true);
        }}
      >
        {t("settings.backups.undo.submit")}
      </Button>
      <ConfirmDialog
        opened={asks}
        title={t("settings.backups.undo.title")}
        confirm={t("settings.backups.undo.submit")}
        busy={undo.isPending}
        error={undo.error}
        onConfirm={() => {
          undo.mutate();
        }}
        onClose={() => {
          undo.reset();
          setAsks(false);
        }}
      >
        {t("settings.backups.undo.confirm")}
      </ConfirmDialog>
    </div>
  );
}
