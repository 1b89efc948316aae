import { Button, Group, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Account, NewAccount } from "../../../electron/contract/session";
import { ROLES } from "../../../electron/domain/role";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { useAccount } from "../../api/useSession";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { NewPassword, NO_PASSWORD, passwordFault } from "../session/NewPassword";
import styles from "./settings.module.css";

interface AccountDialogProps {
  /** Null: a new one. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

export function AccountDialog({ account, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const own = useAccount();
  const [draft, setDraft] = useState<NewAccount>({
    name: account?.name ?? "",
    fullName: account?.fullName ?? "",
    role: account?.role ?? "staff",
  });
  const [disabled, setDisabled] = useState(account !== null && account.disabledAt !== null);
  const [password, setPassword] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const reopens = account !== null && account.disabledAt !== null && !disabled;
  const needsPassword = account === null || reopens;

  const save = useMutation({
    mutationFn: async () => {
      if (!account) {
        return call("accounts.create", { ...draft, password: password.password });
      }
      const saved = await call("accounts.update", { ...draft, accountId: account.id, disabled });
      // A closed account has lost its key to the clinic.
      if (reopens) {
        const { password: next } = password;
        await call("accounts.resetPassword", { accountId: account.id, password: next });
      }
      return saved;
    },
    onSuccess: async ({ fullName, name }) => {
      await client.invalidateQueries({ queryKey: queryKeys.accounts });
      showNotice(t("settings.accounts.saved", { name: fullName || name }));
      onClose();
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    const isPasswordFine = !needsPassword || passwordFault(password) === null;
    if (draft.name.trim() !== "" && isPasswordFine) save.mutate();
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      busy={save.isPending}
      closeOnClickOutside={false}
      title={t(account ? "settings.accounts.editTitle" : "settings.accounts.newTitle")}
      size={440}
    >
      <form className={styles["dialog"]} onSubmit={submit} noValidate data-testid="account-form">
        <TextInput
          label={t("settings.accounts.name")}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          value={draft.fullName}
          data-testid="account-full-name"
          onChange={({ currentTarget }) => {
            setDraft({ ...draft, fullName: currentTarget.value });
          }}
        />
        <TextInput
          label={t("session.name")}
          maxLength={64}
          autoComplete="off"
          value={draft.name}
          error={tried && draft.name.trim() === "" && t("session.missing.name")}
          data-testid="account-name"
          onChange={({ currentTarget }) => {
            setDraft({ ...draft, name: currentTarget.value });
          }}
        />
        <NativeSelect
          label={t("settings.accounts.role")}
          description={t(`roles.may.${draft.role}`)}
          value={draft.role}
          data={ROLES.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
          data-testid="account-role"
          onChange={({ currentTarget }) => {
            const role = ROLES.find((each) => each === currentTarget.value) ?? "staff";
            setDraft({ ...draft, role });
          }}
        />
        {account && account.id !== own?.id && (
          <Switch
            label={t("settings.accounts.close")}
            description={t("settings.accounts.closeHint")}
            checked={disabled}
            data-testid="account-disabled"
            onChange={({ currentTarget }) => {
              setDisabled(currentTarget.checked);
            }}
          />
        )}
        {needsPassword && (
          <NewPassword
            draft={password}
            tried={tried}
            label={t("settings.accounts.firstPassword")}
            onChange={setPassword}
          />
        )}
        {save.isError && <FailureNotice error={save.error} />}
        <Group justify="flex-end" gap={8} mt={8}>
          <Button variant="default" onClick={onClose} disabled={save.isPending}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} data-testid="account-save">
            {t(account ? "common.save" : "settings.accounts.create")}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
