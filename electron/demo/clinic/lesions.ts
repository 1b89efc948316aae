import type { BodyPosition } from "../../domain/bodyMap/position";
import type { Site } from "../../domain/bodyMap/sites";
import { mixSeeds, seededRandom, type SeededRandom } from "../seededRandom";
import type { DemoPerson } from "./people";
import type { DrawnSubject } from "./photos";
import { pickSite, type PlaceWithin } from "./places";

/** A lesion and the visits at which it is photographed. */
export interface PlannedLesion {
  readonly label: string;
  readonly site: Site;
  readonly position: BodyPosition;
  readonly subject: DrawnSubject;
  /** Visits from 0, the earliest first; at least one. */
  readonly visits: readonly number[];
}

const LABELS = [
  "Itches",
  "New this year",
  "Bled once",
  "Seems to grow",
  "Rubs on clothes",
] as const;

/** The first lesion is photographed at every visit, the others at some. */
export function demoLesions(
  person: DemoPerson,
  seed: number,
  visitCount: number,
  placeWithin: PlaceWithin,
): PlannedLesion[] {
  const taken: Site[] = [];
  return person.lesions.map((diagnosis, index) => {
    const random = seededRandom(seed, index, 2);
    const site = pickSite(diagnosis, person.skinType, taken, random);
    taken.push(site);
    return {
      label: random.chance(0.35) ? random.pick(LABELS) : "",
      site,
      position: placeWithin(site, random),
      subject: {
        // Of its own: two lesions of one seed and class would be the same.
        seed: mixSeeds(seed, index),
        diagnosis,
        skinType: person.skinType,
        hairiness: hairinessOf(person, site, random),
      },
      visits: index === 0 ? everyVisit(visitCount) : someVisits(visitCount, random),
    };
  });
}

function everyVisit(count: number): number[] {
  return Array.from({ length: count }, (_, visit) => visit);
}

function someVisits(count: number, random: SeededRandom): number[] {
  const first = random.whole(0, count - 1);
  return everyVisit(count).filter(
    (visit) => visit === first || (visit > first && random.chance(0.35)),
  );
}

const HAIRLESS = /sole|palm|ear|face|foot/;

function hairinessOf({ sex, age }: DemoPerson, site: Site, random: SeededRandom): number {
  if (age < 14 || HAIRLESS.test(site)) return 0;
  return sex === "male" ? random.between(0.2, 0.8) : random.between(0, 0.15);
}
