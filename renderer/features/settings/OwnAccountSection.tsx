import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useAccount } from "../../api/useSession";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { NewPassword, NO_PASSWORD, passwordFault } from "../session/NewPassword";
import { LanguageSection } from "./LanguageSection";
import styles from "./settings.module.css";

/** Who one is here, and a new password. */
export function OwnAccountSection() {
  const { t } = useTranslation();
  const account = useAccount();
  const [old, setOld] = useState("");
  const [password, setPassword] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => call("session.changePassword", { password: old, next: password.password }),
    onSuccess: () => {
      setOld("");
      setPassword(NO_PASSWORD);
      setTried(false);
      showNotice(t("settings.own.changed"));
    },
  });

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (old !== "" && passwordFault(password) === null) change.mutate();
  };

  if (!account) return null;
  return (
    <>
      <dl className={styles["facts"]}>
        <dt>{t("settings.accounts.name")}</dt>
        <dd>{account.fullName || account.name}</dd>
        <dt>{t("session.name")}</dt>
        <dd>{account.name}</dd>
        <dt>{t("settings.accounts.role")}</dt>
        <dd>{t(`roles.${account.role}`)}</dd>
      </dl>
      <LanguageSection />
      <form className={styles["form"]} onSubmit={submit} noValidate data-testid="change-password">
        <h3 className={styles["subtitle"]}>{t("settings.own.password")}</h3>
        <PasswordInput
          label={t("settings.own.old")}
          autoComplete="current-password"
          maxLength={256}
          value={old}
          error={tried && old === "" && t("settings.own.oldMissing")}
          visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
          data-testid="old-password"
          onChange={({ currentTarget }) => {
            setOld(currentTarget.value);
          }}
        />
        <NewPassword
          draft={password}
          tried={tried}
          label={t("session.newPassword")}
          onChange={setPassword}
        />
        {change.isError && <FailureNotice error={change.error} />}
        <Button type="submit" loading={change.isPending} className={styles["submit"] ?? ""}>
          {t("settings.own.submit")}
        </Button>
      </form>
    </>
  );
}
