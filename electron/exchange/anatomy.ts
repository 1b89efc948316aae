/** The sites of the body map in SNOMED CT, as DICOM's CID 4029 (Dermatology Anatomic Site) has them. */
import type { Site } from "../domain/bodyMap/sites";
import type { BodyView } from "../domain/bodyMap/views";

/** A concept of SNOMED CT: its code, and DICOM's words for it. */
export interface SnomedConcept {
  readonly code: string;
  readonly meaning: string;
}

export interface AnatomicRegion {
  readonly region: SnomedConcept;
  /** Null where the part is not one of a pair, or nobody has said where the lesion is. */
  readonly side: "left" | "right" | null;
}

/**
 * Where a lesion is.
 *
 * @param site null where nobody has said so: then it is somewhere on the skin
 * @param view that shows its place on the body map; null where only the site is known
 */
export function anatomicRegion(site: Site | null, view: BodyView | null): AnatomicRegion {
  if (site === null) return { region: SKIN, side: null };
  const [, side, part] = /^(?:(left|right)-)?(.+)$/.exec(site) ?? [];
  return {
    region: surfaceOf(part, view) ?? REGIONS[part as Part],
    side: side === "left" || side === "right" ? side : null,
  };
}

/** SNOMED CT's concepts for the sides. */
export const SIDES: Readonly<Record<"left" | "right", SnomedConcept>> = {
  left: { code: "7771000", meaning: "Left" },
  right: { code: "24028007", meaning: "Right" },
};

/** A site without its side. */
type Part = Site extends infer Name
  ? Name extends `${"left" | "right"}-${infer Rest}`
    ? Rest
    : Name
  : never;

const SKIN: SnomedConcept = { code: "39937001", meaning: "Skin" };

const REGIONS: Readonly<Record<Part, SnomedConcept>> = {
  scalp: { code: "43067004", meaning: "Skin of scalp" },
  face: { code: "73897004", meaning: "Skin of face" },
  ear: { code: "1902009", meaning: "Skin of ear" },
  neck: { code: "43081002", meaning: "Skin of neck" },
  chest: { code: "244106003", meaning: "Skin of anterior surface of thorax" },
  abdomen: { code: "75093004", meaning: "Skin of abdomen" },
  genital: { code: "60944009", meaning: "Skin of external genitalia" },
  "upper-back": { code: "699893008", meaning: "Skin of back of upper thoracic region" },
  "lower-back": { code: "113182001", meaning: "Skin of lower back" },
  buttocks: { code: "22180002", meaning: "Skin of buttock" },
  "upper-arm": { code: "371309009", meaning: "Skin of upper arm" },
  forearm: { code: "5742000", meaning: "Skin of forearm" },
  hand: { code: "33712006", meaning: "Skin of hand" },
  palm: { code: "70887009", meaning: "Skin of palm of hand" },
  thigh: { code: "371305003", meaning: "Skin of thigh" },
  "lower-leg": { code: "30021000", meaning: "Lower leg" },
  foot: { code: "60496002", meaning: "Skin of foot" },
  sole: { code: "57999000", meaning: "Sole of foot" },
};

/** Of arms and legs the list has the front and the back, which only a place on the map tells. */
const SURFACES: Readonly<
  Record<"upper-arm" | "forearm" | "thigh" | "lower-leg", Record<"front" | "back", SnomedConcept>>
> = {
  "upper-arm": {
    front: { code: "45981001", meaning: "Skin of anterior surface of upper arm" },
    back: { code: "72939005", meaning: "Skin of posterior surface of upper arm" },
  },
  forearm: {
    front: { code: "70559009", meaning: "Skin of anterior surface of forearm" },
    back: { code: "41550009", meaning: "Skin of posterior surface of forearm" },
  },
  thigh: {
    front: { code: "61248009", meaning: "Skin of anterior surface of thigh" },
    back: { code: "4578000", meaning: "Skin of posterior surface of thigh" },
  },
  "lower-leg": {
    front: { code: "25763004", meaning: "Skin of anterior surface of lower leg" },
    back: { code: "47224004", meaning: "Skin of posterior surface of lower leg" },
  },
};

function surfaceOf(part: string | undefined, view: BodyView | null): SnomedConcept | null {
  if (part === undefined || !(part in SURFACES)) return null;
  if (view !== "front" && view !== "back") return null;
  return SURFACES[part as keyof typeof SURFACES][view];
}
