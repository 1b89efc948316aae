import { Button, Textarea } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { PHOTO_KINDS } from "../../../electron/domain/photoKind";
import { Choices } from "../../ui/Choices";
import { FailureNotice } from "../../ui/FailureNotice";
import { Panel } from "../../ui/Panel";
import { useChosen } from "../../ui/useChosen";
import { usePhotoActions } from "../photo/usePhotoActions";
import styles from "./description.module.css";
import { useDescriptionDraft } from "./descriptionDrafts";

const MAX_LENGTH = 10_000;

/** How a photo was taken, and notes on it; what was typed stays, also over a visit to another room, until saved. */
export function PhotoNotes({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const { draft, change } = useDescriptionDraft(photo.id);
  const { describe } = usePhotoActions(photo.id);
  const saved = photo.description.notes;
  const notes = draft.notes ?? saved;
  const dirty = notes !== saved;
  const isKindPending = describe.isPending && describe.variables.kind !== undefined;
  const [kind, chooseKind] = useChosen(photo.description.kind, isKindPending);

  const save = (): void => {
    describe.mutate(
      { notes },
      {
        onSuccess: () => {
          // What was typed meanwhile is a draft still.
          change(({ notes: typed, ...rest }) =>
            typed === undefined || typed === notes ? rest : { ...rest, notes: typed },
          );
        },
      },
    );
  };

  return (
    <Panel title={t("description.notes")} data-testid="photo-notes">
      <Textarea
        aria-label={t("description.notes")}
        placeholder={t("description.notesHint")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={MAX_LENGTH}
        value={notes}
        data-testid="photo-notes-text"
        onChange={({ currentTarget: { value } }) => {
          change((before) => ({ ...before, notes: value }));
        }}
        onKeyDown={(event) => {
          const isSend = event.key === "Enter" && (event.ctrlKey || event.metaKey);
          if (isSend && dirty && !describe.isPending) save();
        }}
      />
      {describe.error && <FailureNotice error={describe.error} />}
      {dirty && (
        <div className={styles["actions"]}>
          <span className={styles["unsaved"]}>{t("description.unsaved")}</span>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            disabled={describe.isPending}
            onClick={() => {
              change(({ abcd }) => (abcd ? { abcd } : {}));
            }}
            data-testid="photo-notes-discard"
          >
            {t("description.discard")}
          </Button>
          <Button
            size="compact-sm"
            loading={describe.isPending}
            onClick={save}
            data-testid="photo-notes-save"
          >
            {t("common.save")}
          </Button>
        </div>
      )}
      <div className={styles["kind"]}>
        <Choices
          kind="one"
          legend={t("description.kind")}
          term="dermoscopy"
          options={PHOTO_KINDS.map((value) => ({ value, label: t(`description.kinds.${value}`) }))}
          chosen={[kind]}
          isBusy={describe.isPending}
          onChange={([chosen]) => {
            if (!chosen) return;
            chooseKind(chosen);
            describe.mutate({ kind: chosen });
          }}
        />
      </div>
    </Panel>
  );
}
