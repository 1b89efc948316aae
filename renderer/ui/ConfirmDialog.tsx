import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./Dialog";
import { FailureNotice } from "./FailureNotice";

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is destroyed. The safe way out has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      opened={props.opened}
      onClose={props.onClose}
      busy={props.busy}
      title={props.title}
      size={440}
    >
      <p>{props.children}</p>
      {props.error && <FailureNotice error={props.error} />}
      <Group justify="flex-end" mt={24} gap={8}>
        <Button variant="default" onClick={props.onClose} disabled={props.busy} data-autofocus>
          {t("common.cancel")}
        </Button>
        <Button
          color="red"
          loading={props.busy}
          onClick={props.onConfirm}
          data-testid="confirm-destroy"
        >
          {props.confirm}
        </Button>
      </Group>
    </Dialog>
  );
}
