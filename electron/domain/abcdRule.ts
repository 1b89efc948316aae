/**
 * The ABCD rule of dermatoscopy, by which a clinician reckons how suspicious a melanocytic
 * lesion is. It is theirs alone: no model fills it in or reads it.
 *
 * Stolz W, Riemann A, Cognetta AB, et al. ABCD rule of dermatoscopy: a new practical method
 * for early recognition of malignant melanoma. Eur J Dermatol 1994;4:521-527. Thresholds:
 * Nachbar F, Stolz W, Merkle T, et al. The ABCD rule of dermatoscopy. J Am Acad Dermatol
 * 1994;30:551-559.
 */

/** Axes, of two at right angles, about which the lesion is not symmetric: 0 to 2. */
export const MOST_ASYMMETRY = 2;
/** Eighths of the border at which the pigment ends abruptly: 0 to 8. */
export const MOST_BORDER = 8;

/** Which are seen, one at least. */
export const ABCD_COLOURS = [
  "white",
  "red",
  "light-brown",
  "dark-brown",
  "blue-grey",
  "black",
] as const;

/** Which are seen, one at least. */
export const ABCD_STRUCTURES = ["network", "structureless", "streaks", "dots", "globules"] as const;

export type AbcdColour = (typeof ABCD_COLOURS)[number];
export type AbcdStructure = (typeof ABCD_STRUCTURES)[number];

/** What is filled in so far; null and empty: not yet. */
export interface AbcdChecklist {
  readonly asymmetry: number | null;
  readonly border: number | null;
  readonly colours: readonly AbcdColour[];
  readonly structures: readonly AbcdStructure[];
}

export const EMPTY_CHECKLIST: AbcdChecklist = {
  asymmetry: null,
  border: null,
  colours: [],
  structures: [],
};

/** Below the first a lesion is called benign, above the second highly suspicious of melanoma. */
export const ABCD_THRESHOLDS = { suspicious: 4.75, high: 5.45 } as const;

export const ABCD_VERDICTS = ["benign", "suspicious", "high"] as const;
export type AbcdVerdict = (typeof ABCD_VERDICTS)[number];

/** The total dermoscopy score, 1.0 to 8.9; null until all four are filled in. */
export function totalDermoscopyScore(checklist: AbcdChecklist): number | null {
  const { asymmetry, border, colours, structures } = checklist;
  if (asymmetry === null || border === null) return null;
  if (colours.length === 0 || structures.length === 0) return null;
  // In tenths, so that no rounding moves a score over a threshold.
  return (13 * asymmetry + border + 5 * colours.length + 5 * structures.length) / 10;
}

/** What the published thresholds say of a score. */
export function abcdVerdict(score: number): AbcdVerdict {
  if (score < ABCD_THRESHOLDS.suspicious) return "benign";
  return score > ABCD_THRESHOLDS.high ? "high" : "suspicious";
}

export function isSameChecklist(one: AbcdChecklist, other: AbcdChecklist): boolean {
  return (
    one.asymmetry === other.asymmetry &&
    one.border === other.border &&
    isSameSet(one.colours, other.colours) &&
    isSameSet(one.structures, other.structures)
  );
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}
