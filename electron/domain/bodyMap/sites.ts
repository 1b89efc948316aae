/** Sites of the body, from head to foot, as the map and the lists name them. */
export const SITES = [
  "scalp",
  "face",
  "left-ear",
  "right-ear",
  "neck",
  "chest",
  "abdomen",
  "genital",
  "upper-back",
  "lower-back",
  "buttocks",
  "left-upper-arm",
  "right-upper-arm",
  "left-forearm",
  "right-forearm",
  "left-hand",
  "right-hand",
  "left-palm",
  "right-palm",
  "left-thigh",
  "right-thigh",
  "left-lower-leg",
  "right-lower-leg",
  "left-foot",
  "right-foot",
  "left-sole",
  "right-sole",
] as const;

export type Site = (typeof SITES)[number];

export function isSite(text: string): text is Site {
  return (SITES as readonly string[]).includes(text);
}
