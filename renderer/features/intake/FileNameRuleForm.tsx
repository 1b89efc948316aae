import { Button, Group, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  fileNameRuleProblem,
  MAX_RULE_LENGTH,
  numberInFileName,
} from "../../../electron/domain/fileNameRule";
import { FailureNotice } from "../../ui/FailureNotice";
import styles from "./intake.module.css";

/** Offered where there is no rule yet. */
const EXAMPLE_RULE = "{number}_*";
const EXAMPLE_NAME = "2026-0117_left arm.jpg";

const PARTS = [
  { part: "{number}", means: "number" },
  { part: "{date}", means: "date" },
  { part: "*", means: "any" },
] as const;

interface FileNameRuleFormProps {
  /** Empty: no rule. */
  readonly saved: string;
  readonly busy: boolean;
  readonly error: Error | null;
  /** Empty: no rule. */
  readonly onSave: (rule: string) => void;
  readonly onClose: () => void;
}

export function FileNameRuleForm(props: FileNameRuleFormProps) {
  const { saved, busy, error, onSave, onClose } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState(saved === "" ? EXAMPLE_RULE : saved);
  const [name, setName] = useState(EXAMPLE_NAME);
  const rule = typed.trim();
  const problem = rule === "" ? null : fileNameRuleProblem(rule);
  const found = numberInFileName(rule, name);

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (problem === null) onSave(rule);
  };

  return (
    <form className={styles["rule"]} onSubmit={submit} noValidate data-testid="rule-form">
      <p>{t("fileNameRule.explain")}</p>
      <TextInput
        label={t("fileNameRule.rule")}
        maxLength={MAX_RULE_LENGTH}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={problem !== null && t(`fileNameRule.problems.${problem}`)}
        data-autofocus
        data-testid="rule-text"
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
        }}
      />
      <dl className={styles["ruleParts"]}>
        {PARTS.map(({ part, means }) => (
          <div key={part}>
            <dt>{part}</dt>
            <dd>{t(`fileNameRule.parts.${means}`)}</dd>
          </div>
        ))}
      </dl>
      <TextInput
        label={t("fileNameRule.try")}
        autoComplete="off"
        spellCheck={false}
        value={name}
        data-testid="rule-example"
        onChange={({ currentTarget }) => {
          setName(currentTarget.value);
        }}
      />
      <p className={styles["ruleFound"]} role="status" data-testid="rule-found">
        {found === null ? t("fileNameRule.notFound") : t("fileNameRule.found", { number: found })}
      </p>
      {error && <FailureNotice error={error} />}
      <Group justify="flex-end" gap={8} mt={12}>
        {saved !== "" && (
          <Button
            variant="subtle"
            color="gray"
            mr="auto"
            disabled={busy}
            onClick={() => {
              onSave("");
            }}
            data-testid="rule-off"
          >
            {t("fileNameRule.switchOff")}
          </Button>
        )}
        <Button variant="default" onClick={onClose} disabled={busy}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={busy} disabled={problem !== null} data-testid="rule-save">
          {t("common.save")}
        </Button>
      </Group>
    </form>
  );
}
