import { Kbd, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import styles from "./outcomes.module.css";

interface DiagnosisKeysProps {
  /** What the model leads with; null: nothing. */
  readonly leading: Diagnosis | null;
  /** What was recorded before; undefined: nothing. */
  readonly decided: Diagnosis | null | undefined;
  readonly disabled: boolean;
  readonly onDecide: (diagnosis: Diagnosis | null) => void;
}

/** Every diagnosis with its key. Pressing one records it. */
export function DiagnosisKeys({ leading, decided, disabled, onDecide }: DiagnosisKeysProps) {
  const { t } = useTranslation();
  const choices = [
    ...DIAGNOSES.map((diagnosis, place) => ({
      diagnosis,
      key: String(place + 1),
      name: t(`diagnoses.${diagnosis}.short`),
    })),
    { diagnosis: null, key: "0", name: t("decision.cannotSay") },
  ];
  return (
    <div className={styles["keys"]} role="group" aria-label={t("decision.diagnosis")}>
      {choices.map(({ diagnosis, key, name }) => (
        <UnstyledButton
          key={key}
          className={styles["key"]}
          data-lead={(diagnosis !== null && diagnosis === leading) || undefined}
          aria-pressed={diagnosis === decided}
          aria-keyshortcuts={key}
          disabled={disabled}
          data-testid={`decision-${diagnosis ?? "cannot-say"}`}
          onClick={() => {
            onDecide(diagnosis);
          }}
        >
          <Kbd size="xs">{key}</Kbd>
          <span>{name}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
