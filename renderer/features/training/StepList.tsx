import { UnstyledButton } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { STEPS, type StepName, type StepState } from "./Step";
import styles from "./training.module.css";

interface StepListProps {
  readonly states: Readonly<Record<StepName, StepState>>;
}

/** The four steps in short, and the way to each. */
export function StepList({ states }: StepListProps) {
  const { t } = useTranslation();
  return (
    <nav className={styles["stepList"]} aria-label={t("training.steps.label")}>
      <ol>
        {STEPS.map((name, index) => {
          const state = states[name];
          return (
            <li key={name}>
              <UnstyledButton
                className={styles["stepLink"]}
                aria-current={state === "now" ? "step" : undefined}
                onClick={() => {
                  const step = document.getElementById(`step-${name}`);
                  step?.scrollIntoView({ block: "start" });
                  step?.focus({ preventScroll: true });
                }}
              >
                <span className={styles["stepNumber"]} data-state={state} aria-hidden>
                  {state === "done" ? <IconCheck size={16} stroke={2.25} /> : index + 1}
                </span>
                {t(`training.steps.${name}`)}
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
