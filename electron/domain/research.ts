/** What research gets to know of photos: nothing that leads back to a person by itself. */
import type { Site } from "./bodyMap/sites";

/** Why a photo with an outcome does not go to research, the first that is true. */
export const RESEARCH_LEFT_OUT = [
  "cannot-say",
  "no-patient",
  "no-consent",
  "poor-quality",
  "excluded",
  "duplicate",
] as const;
export type ResearchLeftOut = (typeof RESEARCH_LEFT_OUT)[number];

/** Years between the ages that are told. */
const AGE_STEP = 5;
/** The few who are older would stand out. */
const OLDEST = 85;

/** An age as it is told: to the nearest five years, and none above 85. */
export function blurredAge(years: number): number {
  return Math.min(OLDEST, Math.round(years / AGE_STEP) * AGE_STEP);
}

/** HAM10000's words for places of the body (Tschandl et al. 2018, table of localizations). */
export const LOCALIZATIONS = {
  scalp: "scalp",
  face: "face",
  "left-ear": "ear",
  "right-ear": "ear",
  neck: "neck",
  chest: "chest",
  abdomen: "abdomen",
  genital: "genital",
  "upper-back": "back",
  "lower-back": "back",
  buttocks: "trunk",
  "left-upper-arm": "upper extremity",
  "right-upper-arm": "upper extremity",
  "left-forearm": "upper extremity",
  "right-forearm": "upper extremity",
  "left-hand": "hand",
  "right-hand": "hand",
  "left-palm": "acral",
  "right-palm": "acral",
  "left-thigh": "lower extremity",
  "right-thigh": "lower extremity",
  "left-lower-leg": "lower extremity",
  "right-lower-leg": "lower extremity",
  "left-foot": "foot",
  "right-foot": "foot",
  "left-sole": "acral",
  "right-sole": "acral",
} as const satisfies Readonly<Record<Site, string>>;
