import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../electron/contract/session";
import { call } from "../../api/client";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { NewPassword, NO_PASSWORD, passwordFault } from "../session/NewPassword";
import styles from "./settings.module.css";

interface ResetPasswordDialogProps {
  readonly account: Account;
  readonly onClose: () => void;
}

/** A new password for somebody who has forgotten theirs. */
export function ResetPasswordDialog({ account, onClose }: ResetPasswordDialogProps) {
  const { t } = useTranslation();
  const name = account.fullName || account.name;
  const [password, setPassword] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const reset = useMutation({
    mutationFn: () =>
      call("accounts.resetPassword", { accountId: account.id, password: password.password }),
    onSuccess: () => {
      showNotice(t("settings.accounts.resetDone", { name }));
      onClose();
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (passwordFault(password) === null) reset.mutate();
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      busy={reset.isPending}
      title={t("settings.accounts.resetTitle", { name })}
      size={440}
    >
      <form className={styles["dialog"]} onSubmit={submit} noValidate data-testid="reset-form">
        <p className={styles["hint"]}>{t("settings.accounts.resetText")}</p>
        <NewPassword
          draft={password}
          tried={tried}
          label={t("session.newPassword")}
          onChange={setPassword}
        />
        {reset.isError && <FailureNotice error={reset.error} />}
        <Group justify="flex-end" gap={8} mt={8}>
          <Button variant="default" onClick={onClose} disabled={reset.isPending}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={reset.isPending} data-testid="reset-save">
            {t("settings.accounts.resetSubmit")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
