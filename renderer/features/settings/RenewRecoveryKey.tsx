import { Button, Loader, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { useAccount } from "../../api/useSession";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { RecoveryKeySheet } from "../session/RecoveryKeySheet";
import styles from "./settings.module.css";

/** A new recovery key, where the print was lost or seen by others. */
export function RenewRecoveryKey() {
  const { t } = useTranslation();
  const account = useAccount();
  const [password, setPassword] = useState("");
  const renew = useMutation({
    mutationFn: () => call("accounts.renewRecoveryKey", { password }),
    onSettled: () => {
      setPassword("");
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (password !== "" && !renew.isPending) renew.mutate();
  };

  return (
    <>
      <form className={styles["form"]} onSubmit={submit} noValidate data-testid="renew-key">
        <h3 className={styles["subtitle"]}>{t("settings.recovery.title")}</h3>
        <p className={styles["hint"]}>{t("settings.recovery.text")}</p>
        <PasswordInput
          label={t("settings.recovery.password")}
          autoComplete="current-password"
          maxLength={256}
          value={password}
          visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
          data-testid="renew-password"
          onChange={({ currentTarget }) => {
            setPassword(currentTarget.value);
          }}
        />
        {renew.isError && <FailureNotice error={renew.error} />}
        <Button
          type="submit"
          variant="default"
          loading={renew.isPending}
          disabled={password === ""}
          className={styles["submit"] ?? ""}
        >
          {t("settings.recovery.submit")}
        </Button>
      </form>
      {/* The old key is void by then: nobody must miss the new one. */}
      <Dialog
        opened={renew.isPending}
        onClose={renew.reset}
        busy
        withCloseButton={false}
        // The sheet with the new key takes the focus: nothing may be typed beneath it.
        returnFocus={!renew.isSuccess}
        title={t("settings.recovery.title")}
        size={360}
      >
        <div role="status" aria-label={t("common.loading")}>
          <Loader />
        </div>
      </Dialog>
      {renew.data &&
        account !== null &&
        createPortal(
          <RecoveryKeySheet
            recoveryKey={renew.data.recoveryKey}
            onStored={() => {
              renew.reset();
              showNotice(t("settings.recovery.done"));
            }}
          />,
          document.getElementById("root") ?? document.body,
        )}
    </>
  );
}
