import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { MAX_VISIT_NOTE, type Visit } from "../../../electron/contract/visits";
import { FailureNotice } from "../../ui/FailureNotice";
import { useVisitActions } from "./useVisits";
import { useVisitDrafts } from "./visitDrafts";
import styles from "./visits.module.css";

interface VisitNoteProps {
  readonly visit: Visit;
  /** In words. */
  readonly date: string;
}

/** A visit's note. What was typed stays until it is saved or discarded, also on other pages. */
export function VisitNote({ visit, date }: VisitNoteProps) {
  const { t } = useTranslation();
  const { draftOf, changeDraft } = useVisitDrafts();
  const draft = draftOf(visit.id);
  const { note: save } = useVisitActions(visit.patientId);
  const submit = (note: string): void => {
    save.mutate(
      { visitId: visit.id, note },
      {
        onSuccess: () => {
          // What was typed meanwhile is a draft still.
          changeDraft(visit.id, (typed) => (typed === note ? null : typed));
        },
      },
    );
  };
  return (
    <div>
      <Textarea
        aria-label={t("visits.noteFor", { date })}
        placeholder={t("visits.placeholder")}
        autosize
        minRows={1}
        maxRows={10}
        maxLength={MAX_VISIT_NOTE}
        value={draft ?? visit.note}
        data-testid="visit-note"
        onChange={({ currentTarget }) => {
          const typed = currentTarget.value;
          // While it is saved, what stood before is a change like any other.
          const isAsSaved = typed === visit.note && !save.isPending;
          changeDraft(visit.id, () => (isAsSaved ? null : typed));
        }}
      />
      {draft !== null && draft !== visit.note && (
        <div className={styles["noteActions"]}>
          <span className={styles["faint"]} role="status">
            {t("visits.unsaved")}
          </span>
          <Button
            variant="default"
            size="xs"
            disabled={save.isPending}
            onClick={() => {
              changeDraft(visit.id, () => null);
            }}
          >
            {t("visits.discard")}
          </Button>
          <Button
            size="xs"
            loading={save.isPending}
            onClick={() => {
              submit(draft);
            }}
            data-testid="visit-note-save"
          >
            {t("visits.save")}
          </Button>
        </div>
      )}
      {save.error && <FailureNotice error={save.error} />}
    </div>
  );
}
