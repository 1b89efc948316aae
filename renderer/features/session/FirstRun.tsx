import { Button, Divider, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { FailureNotice } from "../../ui/FailureNotice";
import { RestoreForm } from "../backups/RestoreForm";
import { Doorway } from "./Doorway";
import { LogoField } from "./LogoField";
import { NewPassword, NO_PASSWORD, passwordFault } from "./NewPassword";
import styles from "./session.module.css";

interface Draft {
  readonly clinicName: string;
  readonly logo: string | null;
  readonly fullName: string;
  readonly name: string;
}

interface FirstRunProps {
  /** The clinic was used before there were accounts; its records stay. */
  readonly hasRecords: boolean;
  /** True while the clinic is being made. */
  readonly onFounding: (founding: boolean) => void;
  readonly onFounded: (recoveryKey: string) => void;
}

const EMPTY: Draft = { clinicName: "", logo: null, fullName: "", name: "" };

/** The clinic's name and its first administrator; or the demo clinic. */
export function FirstRun({ hasRecords, onFounding, onFounded }: FirstRunProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(EMPTY);
  const [password, setPassword] = useState(NO_PASSWORD);
  const [tried, setTried] = useState(false);
  const [restores, setRestores] = useState(false);
  const missing = (field: "clinicName" | "name"): string | false =>
    tried && draft[field].trim() === "" && t(`session.missing.${field}`);

  const found = useMutation({
    mutationFn: () => call("session.setUp", { ...draft, password: password.password }),
    onMutate: () => {
      onFounding(true);
    },
    onSuccess: ({ recoveryKey }) => {
      onFounded(recoveryKey);
    },
    onError: () => {
      onFounding(false);
    },
  });
  const demo = useMutation({ mutationFn: () => call("session.enterDemo", {}) });

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    const isWhole = draft.clinicName.trim() !== "" && draft.name.trim() !== "";
    if (isWhole && passwordFault(password) === null) found.mutate();
  };

  if (restores) {
    return (
      <Doorway title={t("session.restore.title")} text={t("session.restore.text")}>
        <RestoreForm
          onBack={() => {
            setRestores(false);
          }}
        />
      </Doorway>
    );
  }
  return (
    <Doorway
      title={t("session.firstRun.title")}
      text={t(hasRecords ? "session.firstRun.textRecords" : "session.firstRun.text")}
    >
      <form className={styles["form"]} onSubmit={submit} noValidate data-testid="first-run">
        <TextInput
          label={t("session.clinicName")}
          maxLength={120}
          autoFocus
          autoComplete="organization"
          value={draft.clinicName}
          error={missing("clinicName")}
          data-testid="clinic-name"
          onChange={({ currentTarget }) => {
            setDraft({ ...draft, clinicName: currentTarget.value });
          }}
        />
        <LogoField
          logo={draft.logo}
          onChange={(logo) => {
            // It is read for a while: what was typed meanwhile stays.
            setDraft((before) => ({ ...before, logo }));
          }}
        />
        <TextInput
          label={t("session.fullName")}
          description={t("session.fullNameHint")}
          maxLength={200}
          autoComplete="name"
          value={draft.fullName}
          data-testid="full-name"
          onChange={({ currentTarget }) => {
            setDraft({ ...draft, fullName: currentTarget.value });
          }}
        />
        <TextInput
          label={t("session.name")}
          description={t("session.nameHint")}
          maxLength={64}
          autoComplete="username"
          value={draft.name}
          error={missing("name")}
          data-testid="sign-in-name"
          onChange={({ currentTarget }) => {
            setDraft({ ...draft, name: currentTarget.value });
          }}
        />
        <NewPassword draft={password} tried={tried} onChange={setPassword} />
        {found.isError && <FailureNotice error={found.error} />}
        <Button type="submit" size="md" loading={found.isPending} data-testid="found-clinic">
          {t("session.firstRun.submit")}
        </Button>
      </form>
      <Divider label={t("session.firstRun.or")} className={styles["divider"] ?? ""} />
      <div className={styles["demo"]}>
        <p className={styles["text"]}>{t("session.firstRun.demoText")}</p>
        <Button
          variant="default"
          size="md"
          loading={demo.isPending}
          data-testid="enter-demo"
          onClick={() => {
            demo.mutate();
          }}
        >
          {t("session.firstRun.demo")}
        </Button>
      </div>
      {demo.isError && <FailureNotice error={demo.error} />}
      <Button
        variant="subtle"
        className={styles["restore"] ?? ""}
        data-testid="restore-link"
        onClick={() => {
          setRestores(true);
        }}
      >
        {t("session.restore.link")}
      </Button>
    </Doorway>
  );
}
