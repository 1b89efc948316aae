import { Textarea, UnstyledButton } from "@mantine/core";
import { useId, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { CONFIDENCES, NEXT_STEPS } from "../../../electron/domain/outcome";
import type { DecisionDraft } from "./outcomeDrafts";
import styles from "./outcomes.module.css";

const MAX_LENGTH = 10_000;

interface DecisionDetailsProps {
  readonly draft: DecisionDraft;
  readonly onChange: (changed: Partial<DecisionDraft>) => void;
  readonly onConfirm: () => void;
}

/** How sure, what follows, a note: recorded with the diagnosis that is pressed next. */
export function DecisionDetails({ draft, onChange, onConfirm }: DecisionDetailsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["details"]}>
      <Choice
        name={t("decision.confidence")}
        choices={CONFIDENCES.map((value) => ({ value, label: t(`decision.confidences.${value}`) }))}
        chosen={draft.confidence}
        testId="decision-confidence"
        onChoose={(confidence) => {
          onChange({ confidence });
        }}
      />
      <Choice
        name={t("decision.nextStep")}
        choices={NEXT_STEPS.map((value) => ({ value, label: t(`decision.nextSteps.${value}`) }))}
        chosen={draft.nextStep}
        testId="decision-next-step"
        onChoose={(nextStep) => {
          onChange({ nextStep });
        }}
      />
      <Textarea
        aria-label={t("decision.note")}
        placeholder={t("decision.noteHint")}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={MAX_LENGTH}
        value={draft.note}
        data-testid="decision-note"
        onChange={({ currentTarget: { value } }) => {
          onChange({ note: value });
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onConfirm();
        }}
      />
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly chosen: T | null;
  readonly testId: string;
  readonly onChoose: (value: T | null) => void;
}

/** One of a few words, or none of them: pressing the chosen one takes it back. */
function Choice<T extends string>({ name, choices, chosen, testId, onChoose }: ChoiceProps<T>) {
  const label = useId();
  return (
    <div className={styles["choice"]} role="group" aria-labelledby={label}>
      <span id={label} className={styles["choiceName"]}>
        {name}
      </span>
      <div className={styles["options"]}>
        {choices.map(({ value, label: word }) => (
          <UnstyledButton
            key={value}
            className={styles["option"]}
            aria-pressed={value === chosen}
            data-testid={`${testId}-${value}`}
            onMouseDown={keepFocus}
            onClick={() => {
              onChoose(value === chosen ? null : value);
            }}
          >
            {word}
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}

/** With the focus here, Enter would press the choice again instead of confirming. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
