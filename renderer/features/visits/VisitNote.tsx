import { Button, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MAX_VISIT_NOTE, type Visit } from "../../../electron/contract/visits";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
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
  const client = useQueryClient();
  const { draftOf, setDraft } = useVisitDrafts();
  const draft = draftOf(visit.id);
  const save = useMutation({
    mutationFn: (note: string) => call("visits.note", { visitId: visit.id, note }),
    onSuccess: (visits, saved) => {
      client.setQueryData(queryKeys.visits(visit.patientId), visits);
      // What was typed meanwhile is a draft again.
      if (draftOf(visit.id) === saved) setDraft(visit.id, null);
    },
  });
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
          setDraft(visit.id, typed === visit.note ? null : typed);
        }}
      />
      {draft !== null && (
        <div className={styles["noteActions"]}>
          <span className={styles["faint"]} role="status">
            {t("visits.unsaved")}
          </span>
          <Button
            variant="default"
            size="xs"
            disabled={save.isPending}
            onClick={() => {
              setDraft(visit.id, null);
            }}
          >
            {t("visits.discard")}
          </Button>
          <Button
            size="xs"
            loading={save.isPending}
            onClick={() => {
              save.mutate(draft);
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
