import { Button, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_ADDRESS_LINES, type ClinicSettings } from "../../../electron/contract/session";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { FileNameRule } from "../intake/FileNameRule";
import { LogoField } from "../session/LogoField";
import { RenewRecoveryKey } from "./RenewRecoveryKey";
import styles from "./settings.module.css";

/** The clinic's letterhead, when it locks itself, and its recovery key. */
export function ClinicSection({ isDemo }: { readonly isDemo: boolean }) {
  const { t } = useTranslation();
  const settings = useQuery({
    queryKey: queryKeys.clinicSettings,
    queryFn: () => call("clinic.settings", {}),
  });
  if (settings.isLoadingError) {
    return <FailureNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  if (!settings.data) return null;
  return (
    <>
      <ClinicForm saved={settings.data} />
      <section className={styles["form"]}>
        <h3 className={styles["subtitle"]}>{t("fileNameRule.title")}</h3>
        <p className={styles["hint"]}>{t("fileNameRule.explain")}</p>
        <FileNameRule look="button" />
      </section>
      {!isDemo && <RenewRecoveryKey />}
    </>
  );
}

function ClinicForm({ saved }: { readonly saved: ClinicSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [draft, setDraft] = useState(saved);
  const isNamed = draft.name.trim() !== "";
  const addressFits = draft.address.trim().split("\n").length <= MAX_ADDRESS_LINES;
  const save = useMutation({
    mutationFn: () => call("clinic.update", draft),
    onSuccess: (kept) => {
      client.setQueryData(queryKeys.clinicSettings, kept);
      showNotice(t("settings.saved"));
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isNamed && addressFits) save.mutate();
  };

  return (
    <form className={styles["form"]} onSubmit={submit} noValidate data-testid="clinic-form">
      <TextInput
        label={t("session.clinicName")}
        maxLength={120}
        value={draft.name}
        error={!isNamed && t("session.missing.clinicName")}
        data-testid="settings-clinic-name"
        onChange={({ currentTarget }) => {
          setDraft({ ...draft, name: currentTarget.value });
        }}
      />
      <LogoField
        logo={draft.logo}
        onChange={(logo) => {
          // It is read for a while: what was typed meanwhile stays.
          setDraft((before) => ({ ...before, logo }));
        }}
      />
      <Textarea
        label={t("settings.clinic.address")}
        description={t("settings.clinic.letterheadHint")}
        autosize
        minRows={3}
        maxRows={MAX_ADDRESS_LINES}
        maxLength={400}
        value={draft.address}
        error={!addressFits && t("settings.clinic.addressTooLong", { count: MAX_ADDRESS_LINES })}
        data-testid="settings-address"
        onChange={({ currentTarget }) => {
          setDraft({ ...draft, address: currentTarget.value });
        }}
      />
      <TextInput
        type="tel"
        label={t("settings.clinic.phone")}
        maxLength={120}
        value={draft.phone}
        data-testid="settings-phone"
        onChange={({ currentTarget }) => {
          setDraft({ ...draft, phone: currentTarget.value });
        }}
      />
      <TextInput
        type="email"
        label={t("settings.clinic.mail")}
        maxLength={120}
        value={draft.mail}
        data-testid="settings-mail"
        onChange={({ currentTarget }) => {
          setDraft({ ...draft, mail: currentTarget.value });
        }}
      />
      <NumberInput
        label={t("settings.clinic.lockAfter")}
        description={t("settings.clinic.lockAfterHint")}
        min={1}
        max={120}
        clampBehavior="strict"
        allowDecimal={false}
        value={draft.lockAfterMinutes}
        data-testid="lock-after"
        onChange={(minutes) => {
          if (typeof minutes === "number") setDraft({ ...draft, lockAfterMinutes: minutes });
        }}
      />
      {save.isError && <FailureNotice error={save.error} />}
      <Button type="submit" loading={save.isPending} className={styles["submit"] ?? ""}>
        {t("common.save")}
      </Button>
    </form>
  );
}
