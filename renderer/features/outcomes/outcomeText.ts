import i18next from "i18next";
import type { PhotoOutcome } from "../../../electron/contract/shapes";
import { calendarText, dayText } from "../../words/dates";

/** What was found, or that nobody can say. */
export function outcomeName({ diagnosis }: Pick<PhotoOutcome, "diagnosis">): string {
  return diagnosis === null
    ? i18next.t("decision.cannotSay")
    : i18next.t(`diagnoses.${diagnosis}.name`);
}

/** How it is known, how sure, what follows, when and by whom it was recorded. */
export function outcomeFacts({
  kind,
  confidence,
  nextStep,
  date,
  at,
  by,
}: Omit<PhotoOutcome, "diagnosis">): string {
  return [
    kind === "histology" && date !== null
      ? i18next.t("histology.of", { date: calendarText(date) })
      : i18next.t("decision.clinical"),
    confidence && i18next.t(`decision.confidenceOf.${confidence}`),
    nextStep && i18next.t(`decision.nextStepOf.${nextStep}`),
    kind === "histology" ? i18next.t("histology.recordedOn", { date: dayText(at) }) : dayText(at),
    by,
  ]
    .filter(Boolean)
    .join(" · ");
}
