import { Textarea } from "@mantine/core";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { CONFIDENCES, NEXT_STEPS } from "../../../electron/domain/outcome";
import { Chip } from "../../ui/Chip";
import type { DecisionDraft } from "./outcomeDrafts";
import styles from "./outcomes.module.css";

const MAX_LENGTH = 10_000;

interface DecisionDetailsProps {
  readonly draft: DecisionDraft;
  /** A decision is on its way with them. */
  readonly disabled: boolean;
  readonly onChange: (changed: Partial<DecisionDraft>) => void;
  readonly onConfirm: () => void;
}

/** How sure, what follows, a note: recorded with the diagnosis that is pressed next. */
export function DecisionDetails(props: DecisionDetailsProps) {
  const { draft, disabled, onChange, onConfirm } = props;
  const { t } = useTranslation();
  return (
    <div className={styles["details"]}>
      <Choice
        name={t("decision.confidence")}
        choices={CONFIDENCES.map((value) => ({ value, label: t(`decision.confidences.${value}`) }))}
        chosen={draft.confidence}
        disabled={disabled}
        testId="decision-confidence"
        onChoose={(confidence) => {
          onChange({ confidence });
        }}
      />
      <Choice
        name={t("decision.nextStep")}
        choices={NEXT_STEPS.map((value) => ({ value, label: t(`decision.nextSteps.${value}`) }))}
        chosen={draft.nextStep}
        disabled={disabled}
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
        readOnly={disabled}
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
  readonly disabled: boolean;
  readonly testId: string;
  readonly onChoose: (value: T | null) => void;
}

/** One of a few words, or none of them: pressing the chosen one takes it back. */
function Choice<T extends string>(props: ChoiceProps<T>) {
  const { name, choices, chosen, disabled, testId, onChoose } = props;
  const label = useId();
  return (
    <div className={styles["choice"]} role="group" aria-labelledby={label}>
      <span id={label} className={styles["choiceName"]}>
        {name}
      </span>
      <div className={styles["options"]}>
        {choices.map(({ value, label: word }) => (
          <Chip
            key={value}
            checked={value === chosen}
            disabled={disabled}
            // With the focus here, Enter would press it again instead of confirming the decision.
            keepsFocus
            testId={`${testId}-${value}`}
            onChange={(checked) => {
              onChoose(checked ? value : null);
            }}
          >
            {word}
          </Chip>
        ))}
      </div>
    </div>
  );
}
