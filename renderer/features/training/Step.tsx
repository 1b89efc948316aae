import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Term, type TermName } from "../../ui/Term";
import styles from "./training.module.css";

export const STEPS = ["data", "recipe", "run", "result"] as const;
export type StepName = (typeof STEPS)[number];

/** `later`: what it needs is not there yet. */
export type StepState = "done" | "now" | "later";

interface StepProps {
  readonly name: StepName;
  /** What explains the title. */
  readonly term?: TermName;
  readonly state: StepState;
  readonly children: ReactNode;
}

/** One of the four steps of a training; all stay in sight. */
export function Step({ name, term, state, children }: StepProps) {
  const { t } = useTranslation();
  const title = t(`training.steps.${name}`);
  const number = STEPS.indexOf(name) + 1;
  return (
    <section
      id={`step-${name}`}
      className={styles["step"]}
      data-state={state}
      data-testid={`step-${name}`}
      aria-labelledby={`step-${name}-title`}
      tabIndex={-1}
    >
      <header className={styles["stepHead"]}>
        <span className={styles["stepNumber"]} data-state={state} aria-hidden>
          {state === "done" ? <IconCheck size={16} stroke={2.25} /> : number}
        </span>
        <h3 id={`step-${name}-title`} className={styles["stepTitle"]}>
          {term ? <Term name={term}>{title}</Term> : title}
        </h3>
      </header>
      <div className={styles["stepBody"]}>{children}</div>
    </section>
  );
}
