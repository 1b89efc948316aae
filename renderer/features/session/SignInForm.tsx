import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useRef, useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { SessionState } from "../../../electron/contract/session";
import { call } from "../../api/client";
import { failureFrom } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import styles from "./session.module.css";
import { useCapsLock } from "./useCapsLock";
import { useCountdown } from "./useCountdown";

interface SignInFormProps {
  readonly session: Extract<SessionState, { state: "locked" }>;
  readonly onForgotten: () => void;
  readonly onRestore: () => void;
}

export function SignInForm({ session, onForgotten, onRestore }: SignInFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(session.lastName ?? "");
  const [password, setPassword] = useState("");
  const passwordField = useRef<HTMLInputElement>(null);
  const capsLock = useCapsLock();
  const countdown = useCountdown(session.waitSeconds);
  const signIn = useMutation({
    mutationFn: () => call("session.signIn", { name, password }),
    onError: (error) => {
      const { code, details } = failureFrom(error);
      if (code === "session.slow-down") countdown.start(Number(details["seconds"]));
      setPassword("");
      passwordField.current?.focus();
    },
  });

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (name.trim() !== "" && password !== "" && countdown.seconds === 0) signIn.mutate();
  };

  return (
    <form className={styles["form"]} onSubmit={submit} noValidate data-testid="sign-in">
      <TextInput
        label={t("session.name")}
        autoComplete="username"
        maxLength={64}
        autoFocus={name === ""}
        value={name}
        data-testid="sign-in-name"
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
        }}
      />
      <PasswordInput
        ref={passwordField}
        label={t("session.password")}
        description={capsLock.isOn ? t("session.capsLock") : undefined}
        autoComplete="current-password"
        maxLength={256}
        autoFocus={name !== ""}
        value={password}
        visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
        data-testid="sign-in-password"
        onKeyDown={capsLock.look}
        onChange={({ currentTarget }) => {
          setPassword(currentTarget.value);
        }}
      />
      {signIn.isError && <FailureNotice error={signIn.error} />}
      <Button
        type="submit"
        size="md"
        loading={signIn.isPending}
        disabled={countdown.seconds > 0}
        data-testid="sign-in-submit"
      >
        {countdown.seconds > 0
          ? t("session.wait", { seconds: countdown.seconds })
          : t("session.signIn")}
      </Button>
      <Button variant="subtle" onClick={onForgotten} data-testid="forgotten">
        {t("session.forgotten")}
      </Button>
      <Button variant="subtle" onClick={onRestore} data-testid="restore-link">
        {t("session.restore.link")}
      </Button>
    </form>
  );
}
