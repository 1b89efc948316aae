import { Button, Group, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import {
  fileNameRuleProblem,
  MAX_RULE_LENGTH,
  numberInFileName,
} from "../../../electron/domain/fileNameRule";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
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
  readonly onClose: () => void;
}

export function FileNameRuleForm({ saved, onClose }: FileNameRuleFormProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [typed, setTyped] = useState(saved === "" ? EXAMPLE_RULE : saved);
  const [name, setName] = useState(EXAMPLE_NAME);
  const rule = typed.trim();
  const problem = rule === "" ? null : fileNameRuleProblem(rule);
  const found = numberInFileName(rule, name);

  const save = useMutation({
    mutationFn: (fileNameRule: string) => call("settings.update", { fileNameRule }),
    onSuccess: (settings) => {
      client.setQueryData(queryKeys.settings, settings);
      onClose();
      showNotice(t(settings.fileNameRule === "" ? "fileNameRule.off" : "fileNameRule.saved"));
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (problem === null) save.mutate(rule);
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
      {save.error && <FailureNotice error={save.error} />}
      <Group justify="flex-end" gap={8} mt={12}>
        {saved !== "" && (
          <Button
            variant="subtle"
            color="gray"
            mr="auto"
            disabled={save.isPending}
            onClick={() => {
              save.mutate("");
            }}
            data-testid="rule-off"
          >
            {t("fileNameRule.switchOff")}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={problem !== null}
          data-testid="rule-save"
        >
          {t("common.save")}
        </Button>
      </Group>
    </form>
  );
}
