import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ModelVersion } from "../../../electron/contract/models";
import { FailureNotice } from "../../ui/FailureNotice";
import styles from "./models.module.css";
import { useModelsView } from "./modelsView";
import { useModelChange } from "./useModels";

/** As the request accepts it. */
const MOST_LETTERS = 2000;

interface ModelNoteProps {
  readonly version: ModelVersion;
  readonly note: string;
}

/** What people note on a version. What was typed stays until it is saved or discarded. */
export function ModelNote({ version, note }: ModelNoteProps) {
  const { t } = useTranslation();
  const { noteOf, setNote } = useModelsView();
  const draft = noteOf(version);
  const save = useModelChange("models.annotate", () => {
    setNote(version, null);
  });
  return (
    <div className={styles["note"]}>
      <Textarea
        aria-label={t("models.note.label")}
        placeholder={t("models.note.placeholder")}
        autosize
        minRows={1}
        maxRows={6}
        maxLength={MOST_LETTERS}
        value={draft ?? note}
        disabled={save.isPending}
        data-testid="model-note"
        onChange={({ currentTarget }) => {
          const typed = currentTarget.value;
          setNote(version, typed === note ? null : typed);
        }}
      />
      {draft !== null && (
        <div className={styles["noteActions"]}>
          <span className={styles["faint"]} role="status">
            {t("models.note.unsaved")}
          </span>
          <Button
            variant="default"
            size="xs"
            disabled={save.isPending}
            onClick={() => {
              setNote(version, null);
            }}
          >
            {t("models.note.discard")}
          </Button>
          <Button
            size="xs"
            loading={save.isPending}
            data-testid="model-note-save"
            onClick={() => {
              save.mutate({ version, note: draft });
            }}
          >
            {t("common.save")}
          </Button>
        </div>
      )}
      {save.error && <FailureNotice error={save.error} />}
    </div>
  );
}
