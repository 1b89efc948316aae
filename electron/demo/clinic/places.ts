import { centreOf, siteAt, type BodyPosition } from "../../domain/bodyMap/position";
import type { Site } from "../../domain/bodyMap/sites";
import type { Diagnosis } from "../../domain/diagnosis";
import type { SeededRandom } from "../seededRandom";
import type { SkinType } from "../skin";

type Sites = readonly [Site, ...Site[]];

const ANYWHERE: Sites = [
  "upper-back",
  "lower-back",
  "chest",
  "abdomen",
  "left-upper-arm",
  "right-upper-arm",
  "left-forearm",
  "right-forearm",
  "left-thigh",
  "right-thigh",
  "left-lower-leg",
  "right-lower-leg",
];

/** Where lesions of a class often are: sunlit skin for keratoses and carcinomas, and so on. */
const USUAL_SITES: Readonly<Record<Diagnosis, Sites>> = {
  akiec: ["face", "scalp", "left-hand", "right-hand", "left-forearm", "right-ear", "neck"],
  bcc: ["face", "neck", "upper-back", "chest", "left-ear", "right-upper-arm", "scalp"],
  bkl: ["upper-back", "lower-back", "chest", "abdomen", "face", "neck", "left-thigh"],
  df: ["left-lower-leg", "right-lower-leg", "left-thigh", "right-forearm", "left-upper-arm"],
  mel: ["upper-back", "left-lower-leg", "right-lower-leg", "chest", "left-upper-arm", "face"],
  nv: ANYWHERE,
  vasc: ["abdomen", "chest", "face", "left-upper-arm", "right-thigh", "neck"],
};

/** Melanomas of dark skin are most often on palms and soles. */
const SITES_OF_MELANOMA_ON_DARK_SKIN: Sites = ["left-sole", "right-sole", "right-palm"];

/** A site that suits the diagnosis and that the patient's other lesions leave free. */
export function pickSite(
  diagnosis: Diagnosis,
  skinType: SkinType,
  taken: readonly Site[],
  random: SeededRandom,
): Site {
  const isAcral = diagnosis === "mel" && skinType >= 5;
  const usual = isAcral ? SITES_OF_MELANOMA_ON_DARK_SKIN : USUAL_SITES[diagnosis];
  const [first, ...others] = usual.filter((site) => !taken.includes(site));
  return random.pick(first === undefined ? usual : [first, ...others]);
}

/** Gives a place within a site, as far from its middle as the site's size allows. */
export type PlaceWithin = (site: Site, random: SeededRandom) => BodyPosition;

/** The middle of a site takes some milliseconds to find, so each is looked for once. */
export function createPlaces(): PlaceWithin {
  const centres = new Map<Site, BodyPosition>();
  return (site, random) => {
    const centre = centres.get(site) ?? centreOf(site);
    centres.set(site, centre);
    return placeAround(centre, site, random);
  };
}

function placeAround(centre: BodyPosition, site: Site, random: SeededRandom): BodyPosition {
  for (let reach = 0.12; reach > 0.002; reach *= 0.85) {
    const x = centre.x + random.between(-reach, reach);
    const y = centre.y + random.between(-reach, reach);
    const place = { view: centre.view, x, y };
    const isOnView = x >= 0 && x <= 1 && y >= 0 && y <= 1;
    if (isOnView && siteAt(place) === site) return place;
  }
  return centre;
}
