import { useId, type KeyboardEvent } from "react";
import styles from "./choices.module.css";
import { Term, type TermName } from "./Term";

interface ChoicesProps<Value extends string> {
  readonly legend: string;
  /** What explains the legend. */
  readonly term?: TermName;
  /** What the legend leaves open, below it. */
  readonly hint?: string;
  /** The legend is only read out. */
  readonly isLegendHidden?: boolean;
  readonly kind: "one" | "many";
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly chosen: readonly Value[];
  readonly disabled?: boolean;
  /** A choice is being kept. Further ones may be made: what is disabled would lose the focus. */
  readonly isBusy?: boolean;
  readonly onChange: (chosen: Value[]) => void;
}

/** A few short choices side by side, of which one or many are taken. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const {
    legend,
    term,
    hint,
    isLegendHidden = false,
    kind,
    options,
    chosen,
    disabled = false,
    isBusy = false,
  } = props;
  const name = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    // Arrow keys move among the choices; elsewhere in the window they move among photos.
    if (kind === "one" && event.key.startsWith("Arrow")) event.stopPropagation();
  };
  return (
    <fieldset
      className={styles["choices"]}
      disabled={disabled}
      aria-busy={isBusy}
      onKeyDown={onKeyDown}
    >
      <legend className={isLegendHidden ? styles["hidden"] : styles["legend"]}>
        {term ? <Term name={term}>{legend}</Term> : legend}
        {hint && <span className={styles["hint"]}>{hint}</span>}
      </legend>
      <div className={styles["options"]} data-kind={kind}>
        {options.map(({ value, label }) => (
          <label key={value} className={styles["option"]}>
            <input
              type={kind === "one" ? "radio" : "checkbox"}
              name={name}
              value={value}
              checked={chosen.includes(value)}
              onChange={({ currentTarget: { checked } }) => {
                if (kind === "one") props.onChange([value]);
                else if (checked) props.onChange([...chosen, value]);
                else props.onChange(chosen.filter((other) => other !== value));
              }}
            />
            <span className={styles["label"]}>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
