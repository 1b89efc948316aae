import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import {
  EMPTY_CHECKLIST,
  isSameChecklist,
  totalDermoscopyScore,
  type AbcdChecklist,
} from "../../../electron/domain/abcdRule";
import { useAccount } from "../../api/useSession";
import { FailureNotice } from "../../ui/FailureNotice";
import { Panel } from "../../ui/Panel";
import { usePhotoActions } from "../photo/usePhotoActions";
import { AbcdFields } from "./AbcdFields";
import { AbcdScore } from "./AbcdScore";
import styles from "./description.module.css";
import { useDescriptionDraft } from "./descriptionDrafts";

/** The clinician's own reckoning by the ABCD rule; the model neither fills it in nor reads it. */
export function AbcdPanel({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const account = useAccount();
  // Others see what was reckoned.
  const mayReckon = account !== null && account.role !== "staff";
  const { draft, change } = useDescriptionDraft(photo.id);
  const { reckonAbcd } = usePhotoActions(photo.id);
  const saved = photo.description.abcd;
  const [wanted, setWanted] = useState(false);
  const shown = draft.abcd ?? saved ?? EMPTY_CHECKLIST;
  const dirty = draft.abcd !== undefined && !isSameChecklist(shown, saved ?? EMPTY_CHECKLIST);
  const isOpen = wanted || dirty;
  const score = totalDermoscopyScore(shown);

  const drop = (): void => {
    change(({ notes }) => (notes === undefined ? {} : { notes }));
  };
  const keep = (abcd: AbcdChecklist | null): void => {
    reckonAbcd.mutate(abcd, {
      onSuccess: () => {
        drop();
        setWanted(false);
      },
    });
  };

  return (
    <Panel
      title={t("abcd.title")}
      term="abcd"
      aside={
        mayReckon &&
        !isOpen && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setWanted(true);
            }}
            data-testid="abcd-open"
          >
            {t(saved ? "abcd.change" : "abcd.fillIn")}
          </Button>
        )
      }
      data-testid="abcd-panel"
      data-photo-id={photo.id}
    >
      {!isOpen && !saved && <p className={styles["none"]}>{t("abcd.none")}</p>}
      {isOpen && (
        <AbcdFields
          checklist={shown}
          disabled={reckonAbcd.isPending}
          onChange={(abcd) => {
            change((before) => ({ ...before, abcd }));
          }}
        />
      )}
      {(isOpen || saved) && <AbcdScore checklist={shown} score={score} />}
      {reckonAbcd.error && <FailureNotice error={reckonAbcd.error} />}
      {isOpen && (
        <div className={styles["actions"]}>
          {dirty && <span className={styles["unsaved"]}>{t("description.unsaved")}</span>}
          {saved && (
            <Button
              variant="subtle"
              color="red"
              size="compact-sm"
              disabled={reckonAbcd.isPending}
              onClick={() => {
                keep(null);
              }}
              data-testid="abcd-remove"
            >
              {t("abcd.remove")}
            </Button>
          )}
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            disabled={reckonAbcd.isPending}
            onClick={() => {
              drop();
              setWanted(false);
            }}
          >
            {t(dirty ? "description.discard" : "common.close")}
          </Button>
          <Button
            size="compact-sm"
            disabled={!dirty}
            loading={reckonAbcd.isPending}
            onClick={() => {
              keep(shown);
            }}
            data-testid="abcd-save"
          >
            {t("common.save")}
          </Button>
        </div>
      )}
    </Panel>
  );
}
