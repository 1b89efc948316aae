/** Photos as lines of a table. */
import type { TriageLevel } from "../../domain/triage";
import type { Phrases } from "../phrases";
import type { PhotoLine } from "../reportContent";
import type { PictureSheet } from "./frame";
import { findingText, kindText } from "./outcomes";
import type { Pictures } from "./pictures";

export interface LineSheet {
  readonly picture: PictureSheet;
  readonly date: string;
  /** Null where the photo waits for its analysis. */
  readonly level: { readonly name: TriageLevel; readonly word: string } | null;
  /** The class that it most resembles, why it cannot be assessed, or that it waits. */
  readonly leading: string;
  readonly score: string;
  readonly size: string;
  readonly finding: string;
  /** How the finding is known; empty where there is none. */
  readonly how: string;
}

/** An empty cell. */
const NOTHING = "–";

export function lineSheet(photo: PhotoLine, phrases: Phrases, pictures: Pictures): LineSheet {
  const { words, fill, day, millimetres } = phrases;
  const { name, at, picture, analysis, diameter, outcome } = photo;
  const score = scoreOf(photo);
  return {
    picture: { path: pictures.add(picture), alt: fill(words.report.photoAlt, { name }) },
    date: day(at),
    level: analysis && { name: analysis.level, word: words.triage[analysis.level] },
    leading: leadingText(photo, phrases),
    score: score === null ? NOTHING : phrases.percent(score),
    size: diameter === null ? NOTHING : millimetres(diameter),
    finding: outcome === null ? NOTHING : findingText(outcome, phrases),
    how: outcome === null ? "" : kindText(outcome, phrases),
  };
}

/** Null where there is empty: the score of a photo that the model cannot see means nothing. */
export function scoreOf({ analysis }: Pick<PhotoLine, "analysis">): number | null {
  return analysis === null || analysis.level === "cannot-assess" ? null : analysis.malignancy;
}

function leadingText({ analysis }: PhotoLine, { words }: Phrases): string {
  if (analysis === null) return words.report.waiting;
  if (analysis.level !== "cannot-assess") return words.diagnoses[analysis.diagnosis].short;
  return analysis.reasons.map((reason) => words.reasons[reason]).join(" ");
}

/** Heads of the columns; those of what no line tells are left out by the template. */
export function lineHeads({ words }: Phrases) {
  const { report } = words;
  return {
    photo: report.photo,
    date: report.date,
    level: words.course.level,
    leading: words.course.leading,
    score: words.course.score,
    size: report.size,
    finding: report.finding,
  };
}

export type LineHeads = ReturnType<typeof lineHeads>;
