import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCircleOff,
  IconDots,
  IconDownload,
  IconFileDescription,
  IconTrash,
} from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelDetail } from "../../../electron/contract/models";
import { call } from "../../api/client";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { DeleteModel } from "./DeleteModel";
import { DiscardModel } from "./DiscardModel";
import { useRecordExport } from "../training/useTraining";
import { PromoteButton } from "./PromoteButton";
import styles from "./models.module.css";

type Opened = "discard" | "delete" | null;

/** What an administrator can do with a version. */
export function ModelActions({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>(null);
  const { version, state, analyses, runId, promotions } = model;
  const wasActive = promotions.length > 0;
  const save = useMutation({
    mutationFn: () => call("models.export", { version }),
    onSuccess: (saved) => {
      if (saved) showNotice(t("models.exported"));
    },
  });
  const record = useRecordExport();
  const close = (): void => {
    setOpened(null);
  };
  return (
    <div className={styles["actions"]}>
      <PromoteButton model={model} />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t("models.more")}
            loading={save.isPending || record.isPending}
            data-testid="model-more"
          >
            <IconDots size={18} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconDownload size={16} stroke={1.6} />}
            data-testid="model-export"
            onClick={() => {
              save.mutate();
            }}
          >
            {t("models.export")}
          </Menu.Item>
          {runId !== null && (
            <Menu.Item
              leftSection={<IconFileDescription size={16} stroke={1.6} />}
              data-testid="model-record"
              onClick={() => {
                record.mutate(runId);
              }}
            >
              {t("models.exportRecord")}
            </Menu.Item>
          )}
          {state === "candidate" && (
            <Menu.Item
              leftSection={<IconCircleOff size={16} stroke={1.6} />}
              data-testid="model-discard"
              onClick={() => {
                setOpened("discard");
              }}
            >
              {t("models.discard.open")}
            </Menu.Item>
          )}
          {state !== "active" && (
            <Menu.Item
              leftSection={<IconTrash size={16} stroke={1.6} />}
              disabled={analyses > 0 || wasActive}
              data-testid="model-delete"
              onClick={() => {
                setOpened("delete");
              }}
            >
              {analyses > 0
                ? t("models.delete.named", { count: analyses })
                : t(wasActive ? "models.delete.wasActive" : "models.delete.open")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <DiscardModel version={version} opened={opened === "discard"} onClose={close} />
      <DeleteModel version={version} opened={opened === "delete"} onClose={close} />
      <Dialog
        opened={save.isError || record.isError}
        onClose={() => {
          save.reset();
          record.reset();
        }}
        title={t("models.notSaved")}
        size={480}
      >
        <FailureNotice error={save.error ?? record.error} />
      </Dialog>
    </div>
  );
}
