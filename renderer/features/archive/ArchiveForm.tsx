import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { IconCircleCheck, IconLockOpen } from "@tabler/icons-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ArchiveSettings } from "../../../electron/contract/archive";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { accessOf, draftOf, isOpenToAll, withAccess, type ArchiveDraft } from "./archiveDraft";
import styles from "./archive.module.css";
import { useArchiveActions } from "./useArchive";

/** The archive's address, who sends to it, and when. An empty address takes it away. */
export function ArchiveForm({ saved }: { readonly saved: ArchiveSettings }) {
  const { t } = useTranslation();
  const { update, test } = useArchiveActions();
  const [draft, setDraft] = useState(() => draftOf(saved));
  const [isSubmitted, setSubmitted] = useState(false);
  const access = accessOf(draft);
  const isEmpty = draft.url.trim() === "";
  const isWrong = !isEmpty && access === null;

  const change = (next: ArchiveDraft): void => {
    setDraft(next);
    test.reset();
    update.reset();
  };
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setSubmitted(true);
    if (isWrong) return;
    update.mutate(
      { access, afterConfirmation: draft.afterConfirmation },
      {
        onSuccess: (kept) => {
          setDraft(draftOf(kept));
          showNotice(t("settings.saved"));
        },
      },
    );
  };

  return (
    <form className={styles["form"]} onSubmit={submit} noValidate data-testid="archive-form">
      <TextInput
        label={t("archive.url")}
        description={t("archive.urlHint")}
        placeholder="https://"
        maxLength={500}
        spellCheck={false}
        value={draft.url}
        error={isSubmitted && isWrong && t("archive.urlWrong")}
        data-testid="archive-url"
        onChange={({ currentTarget: { value: url } }) => {
          change(withAccess(saved, draft, { url }));
        }}
      />
      {isOpenToAll(draft) && (
        <div className={styles["warning"]} role="note" data-testid="archive-open">
          <IconLockOpen size={20} stroke={1.5} aria-hidden />
          <div>
            <p className={styles["warningTitle"]}>{t("archive.open")}</p>
            <p>{t("archive.openText")}</p>
          </div>
        </div>
      )}
      <TextInput
        label={t("archive.user")}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        value={draft.user}
        data-testid="archive-user"
        onChange={({ currentTarget: { value: user } }) => {
          change(withAccess(saved, draft, { user }));
        }}
      />
      <PasswordInput
        label={t("archive.password")}
        maxLength={200}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t("session.showPassword") }}
        placeholder={draft.password === null ? t("archive.passwordKept") : ""}
        value={draft.password ?? ""}
        data-testid="archive-password"
        onChange={({ currentTarget: { value: password } }) => {
          change({ ...draft, password });
        }}
      />
      <Checkbox
        label={t("archive.afterConfirmation")}
        description={t("archive.afterConfirmationHint")}
        checked={draft.afterConfirmation}
        data-testid="archive-after-confirmation"
        onChange={({ currentTarget: { checked } }) => {
          change({ ...draft, afterConfirmation: checked });
        }}
      />
      {test.isSuccess && (
        <p className={styles["works"]} role="status" data-testid="archive-works">
          <IconCircleCheck size={18} stroke={1.6} aria-hidden />
          {t("archive.works")}
        </p>
      )}
      {test.isError && <FailureNotice error={test.error} />}
      {update.isError && <FailureNotice error={update.error} />}
      <div className={styles["buttons"]}>
        <Button type="submit" loading={update.isPending} data-testid="archive-save">
          {t("common.save")}
        </Button>
        <Button
          variant="default"
          loading={test.isPending}
          disabled={access === null}
          data-testid="archive-test"
          onClick={() => {
            if (access) test.mutate(access);
          }}
        >
          {t("archive.test")}
        </Button>
      </div>
    </form>
  );
}
