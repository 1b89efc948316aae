import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../../../electron/domain/password";
import { useCapsLock } from "./useCapsLock";

/** A password and the same once more. */
export interface PasswordDraft {
  readonly password: string;
  readonly again: string;
}

export const NO_PASSWORD: PasswordDraft = { password: "", again: "" };

/** What is wrong with it; null: nothing. */
export function passwordFault({ password, again }: PasswordDraft): "short" | "differs" | null {
  if (password.length < MIN_PASSWORD_LENGTH) return "short";
  return password === again ? null : "differs";
}

interface NewPasswordProps {
  readonly draft: PasswordDraft;
  /** Faults show once somebody has tried to go on. */
  readonly tried: boolean;
  readonly label?: string;
  readonly onChange: (draft: PasswordDraft) => void;
}

export function NewPassword({ draft, tried, label, onChange }: NewPasswordProps) {
  const { t } = useTranslation();
  const capsLock = useCapsLock();
  const fault = tried ? passwordFault(draft) : null;
  const toggle = { "aria-label": t("session.showPassword") };
  return (
    <>
      <PasswordInput
        label={label ?? t("session.password")}
        description={
          capsLock.isOn
            ? t("session.capsLock")
            : t("session.passwordHint", { count: MIN_PASSWORD_LENGTH })
        }
        autoComplete="new-password"
        maxLength={MAX_PASSWORD_LENGTH}
        value={draft.password}
        error={fault === "short" && t("session.short", { count: MIN_PASSWORD_LENGTH })}
        visibilityToggleButtonProps={toggle}
        data-testid="new-password"
        onKeyDown={capsLock.look}
        onChange={({ currentTarget }) => {
          onChange({ ...draft, password: currentTarget.value });
        }}
      />
      <PasswordInput
        label={t("session.again")}
        autoComplete="new-password"
        maxLength={MAX_PASSWORD_LENGTH}
        value={draft.again}
        error={fault === "differs" && t("session.differs")}
        visibilityToggleButtonProps={toggle}
        data-testid="new-password-again"
        onChange={({ currentTarget }) => {
          onChange({ ...draft, again: currentTarget.value });
        }}
      />
    </>
  );
}
