import { Button, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { scaleFrom, type PhotoLine } from "../../../electron/domain/measure";
import styles from "./measure.module.css";
import { parseMillimetres } from "./measuring";

interface ScaleFormProps {
  readonly line: PhotoLine;
  /** The scale that is kept; null: none. */
  readonly pixelsPerMm: number | null;
  readonly busy: boolean;
  /** Keeps a scale in pixels per millimetre; null takes it away. */
  readonly onKeep: (pixelsPerMm: number | null) => void;
}

/** Says how long in millimetres is what the line lies over. */
export function ScaleForm({ line, pixelsPerMm, busy, onKeep }: ScaleFormProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const millimetres = parseMillimetres(text);
    const scale = millimetres === null ? null : scaleFrom(line, millimetres);
    setWrong(scale === null);
    if (scale !== null) onKeep(scale);
  };
  return (
    <>
      <p className={styles["hint"]}>{t("measure.scaleHint")}</p>
      <form className={styles["known"]} onSubmit={submit} noValidate>
        <TextInput
          className={styles["knownField"] ?? ""}
          size="xs"
          inputMode="decimal"
          autoComplete="off"
          value={text}
          aria-label={t("measure.knownLength")}
          error={wrong}
          rightSection={t("measure.mm")}
          data-testid="scale-length"
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setWrong(false);
          }}
        />
        <Button type="submit" size="xs" loading={busy} data-testid="scale-keep">
          {t("measure.keepScale")}
        </Button>
        {pixelsPerMm !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            disabled={busy}
            onClick={() => {
              onKeep(null);
            }}
            data-testid="scale-remove"
          >
            {t("measure.removeScale")}
          </Button>
        )}
      </form>
      {wrong && (
        <p className={styles["wrong"]} role="alert">
          {t("measure.wrongLength")}
        </p>
      )}
    </>
  );
}
