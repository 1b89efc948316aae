import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { readRecoveryKey } from "../../../electron/domain/recoveryKey";
import { call } from "../../api/client";
import { FailureNotice } from "../../ui/FailureNotice";
import { NewPassword, NO_PASSWORD, passwordFault } from "./NewPassword";
import styles from "./session.module.css";

/** A new password for an administrator, by the recovery key. */
export function RecoverForm({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const [recoveryKey, setRecoveryKey] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const isKey = readRecoveryKey(recoveryKey) !== null;
  const recover = useMutation({
    mutationFn: () => call("session.recover", { recoveryKey, name, password: password.password }),
  });

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (isKey && name.trim() !== "" && passwordFault(password) === null) recover.mutate();
  };

  return (
    <form className={styles["form"]} onSubmit={submit} noValidate data-testid="recover">
      <Textarea
        label={t("session.recover.key")}
        description={t("session.recover.keyHint")}
        autosize
        minRows={2}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        classNames={{ input: styles["keyField"] ?? "" }}
        value={recoveryKey}
        error={tried && !isKey && t("errors.session.recovery-key.do")}
        data-testid="recover-key"
        onChange={({ currentTarget }) => {
          setRecoveryKey(currentTarget.value);
        }}
      />
      <TextInput
        label={t("session.recover.name")}
        maxLength={64}
        autoComplete="username"
        value={name}
        error={tried && name.trim() === "" && t("session.missing.name")}
        data-testid="recover-name"
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
        }}
      />
      <NewPassword
        draft={password}
        tried={tried}
        label={t("session.newPassword")}
        onChange={setPassword}
      />
      {recover.isError && <FailureNotice error={recover.error} />}
      <Button type="submit" size="md" loading={recover.isPending} data-testid="recover-submit">
        {t("session.recover.submit")}
      </Button>
      <Button variant="subtle" onClick={onBack} disabled={recover.isPending}>
        {t("session.recover.back")}
      </Button>
    </form>
  );
}
