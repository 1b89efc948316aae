import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "../../../electron/contract/outcomes";
import type { PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { showFailure } from "../../ui/showFailure";
import { showNotice } from "../../ui/showNotice";
import { hideUndo, showUndo } from "../../ui/showUndo";
import { useOutcomeDrafts } from "./outcomeDrafts";
import { outcomeName } from "./outcomeText";

/**
 * Takes the last decision back, from its notice or by a key, and goes back to its photo with
 * what was entered.
 */
export function useUndo(onShow: (photoId: PhotoId) => void) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { change } = useOutcomeDrafts();
  const last = useRef<Outcome | null>(null);

  const takeBack = async (outcome: Outcome): Promise<void> => {
    const { id, photoId, confidence, nextStep, note } = outcome;
    try {
      await call("outcomes.withdraw", { outcomeId: id });
    } catch (error) {
      showFailure(error);
      return;
    }
    change(photoId, { decision: { confidence, nextStep, note } });
    await client.invalidateQueries({ queryKey: ["photos"] });
    onShow(photoId);
    showNotice(t("decision.undone", { diagnosis: outcomeName(outcome) }));
  };

  const takeLast = async (): Promise<void> => {
    const outcome = last.current;
    if (!outcome) return;
    last.current = null;
    hideUndo();
    await takeBack(outcome);
  };

  return {
    act: () => void takeLast(),
    /** @param name the photo's, as it stood in the queue */
    offer: (outcome: Outcome, name: string): void => {
      last.current = outcome;
      showUndo(t("decision.recorded", { diagnosis: outcomeName(outcome), name }), takeLast);
    },
  };
}
