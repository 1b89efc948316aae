import { Badge, Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Account } from "../../../electron/contract/session";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { dayText } from "../../words/dates";
import { AccountDialog } from "./AccountDialog";
import { ResetPasswordDialog } from "./ResetPasswordDialog";
import styles from "./settings.module.css";

type Opened =
  { readonly kind: "new" } | { readonly kind: "edit" | "password"; readonly account: Account };

/** Everybody who can sign in. */
export function AccountsSection() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const accounts = useQuery({
    queryKey: queryKeys.accounts,
    queryFn: () => call("accounts.list", {}),
  });
  const close = (): void => {
    setOpened(null);
  };
  if (accounts.isLoadingError) {
    return <FailureNotice error={accounts.error} onRetry={() => void accounts.refetch()} />;
  }

  return (
    <>
      <div className={styles["head"]}>
        <p className={styles["hint"]}>{t("settings.accounts.text")}</p>
        <Button
          leftSection={<IconUserPlus size={18} stroke={1.6} />}
          data-testid="account-new"
          onClick={() => {
            setOpened({ kind: "new" });
          }}
        >
          {t("settings.accounts.new")}
        </Button>
      </div>
      <table className={styles["table"]} aria-label={t("settings.accounts.title")}>
        <thead>
          <tr>
            <th scope="col">{t("settings.accounts.name")}</th>
            <th scope="col">{t("session.name")}</th>
            <th scope="col">{t("settings.accounts.role")}</th>
            <th scope="col">{t("settings.accounts.since")}</th>
            <th scope="col" aria-label={t("settings.accounts.actions")} />
          </tr>
        </thead>
        <tbody>
          {accounts.data?.map((account) => (
            <tr key={account.id} data-testid="account-row" data-name={account.name}>
              <td>
                {account.fullName || account.name}{" "}
                {account.disabledAt !== null && (
                  <Badge color="gray" variant="light">
                    {t("settings.accounts.closed")}
                  </Badge>
                )}
              </td>
              <td>{account.name}</td>
              <td>{t(`roles.${account.role}`)}</td>
              <td>{dayText(account.createdAt)}</td>
              <td className={styles["actions"]}>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  data-testid="account-edit"
                  onClick={() => {
                    setOpened({ kind: "edit", account });
                  }}
                >
                  {t("settings.accounts.edit")}
                </Button>
                <Button
                  variant="subtle"
                  size="compact-sm"
                  disabled={account.disabledAt !== null}
                  data-testid="account-password"
                  onClick={() => {
                    setOpened({ kind: "password", account });
                  }}
                >
                  {t("settings.accounts.reset")}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened?.kind === "new" && <AccountDialog account={null} onClose={close} />}
      {opened?.kind === "edit" && <AccountDialog account={opened.account} onClose={close} />}
      {opened?.kind === "password" && (
        <ResetPasswordDialog account={opened.account} onClose={close} />
      )}
    </>
  );
}
