import { calendarDay } from "../../domain/calendarDay";
import type { DemoPatient, DemoPhoto } from "./plan";
import { mixSeeds, seededRandom, type SeededRandom } from "../seededRandom";
import { birthDate, monthsBetween, visitDay } from "./calendar";
import { demoLesions, type PlannedLesion } from "./lesions";
import { outcomesOf } from "./outcomes";
import type { DemoConsent, DemoMishap, DemoPerson } from "./people";
import { lesionDrawing, mishapDrawing } from "./photos";
import type { PlaceWithin } from "./places";

export interface DemoPatientOptions {
  readonly person: DemoPerson;
  /** Place in the table, from 0. */
  readonly index: number;
  readonly seed: number;
  readonly now: Date;
  readonly placeWithin: PlaceWithin;
}

/** A person with a history: lesions, visits, photos, and what was said of them. */
export function demoPatient(options: DemoPatientOptions): DemoPatient {
  const { person, index, seed, now, placeWithin } = options;
  const own = mixSeeds(seed, index);
  const random = seededRandom(own, 1);
  const number = `DEMO-${String(index + 1).padStart(3, "0")}`;
  const visits = person.visits.map((daysAgo) => visitTime(now, daysAgo, index));
  const lesions = demoLesions(person, own, visits.length, placeWithin);
  const taken = lesions.flatMap((lesion, place) => photosOf(lesion, place, number, visits, now));
  const photos = [...taken, ...mishaps(person.mishap, number, taken)].sort(
    (a, b) => a.takenAt.getTime() - b.takenAt.getTime(),
  );
  const [firstVisit = now] = visits;
  return {
    number,
    givenName: person.givenName,
    familyName: person.familyName,
    dateOfBirth: birthDate(now, person.age, random.whole(0, 364)),
    sex: person.sex,
    notes: person.notes,
    since: firstVisit,
    consents: consentsOf(person.consent, firstVisit, visits.at(-1) ?? now),
    lesions: lesions.map(({ label, site, position, visits: seen }) => ({
      label,
      site,
      position,
      since: visits[seen[0] ?? 0] ?? firstVisit,
    })),
    visitNotes: visitNotes(visits, random),
    photos,
  };
}

const MINUTE = 60_000;

/** In working hours, each patient at another time; a visit of today is over by now. */
function visitTime(now: Date, daysAgo: number, index: number): Date {
  const opening = visitDay(now, daysAgo).getTime() + 510 * MINUTE;
  const appointment = opening + ((index * 37) % 480) * MINUTE;
  return new Date(Math.min(appointment, now.getTime() - (60 - index) * 4 * MINUTE));
}

function photosOf(
  { subject, visits: seen }: PlannedLesion,
  place: number,
  number: string,
  visits: readonly Date[],
  now: Date,
): DemoPhoto[] {
  const [firstSeen = now] = seen.flatMap((visit) => visits[visit] ?? []);
  return seen.map((visit) => {
    const takenAt = new Date((visits[visit] ?? now).getTime() + place * MINUTE);
    const random = seededRandom(subject.seed, visit, 3);
    const isLatest = visit === seen.at(-1);
    return {
      name: `${number}-lesion-${String(place + 1)}-visit-${String(visit + 1)}.jpg`,
      takenAt,
      lesion: place,
      drawing: lesionDrawing(subject, monthsBetween(firstSeen, takenAt), random),
      outcomes: outcomesOf({ drawn: subject.diagnosis, takenAt, isLatest, now }, random),
    };
  });
}

/** A photo gone wrong, just before the last good one of the first lesion. */
function mishaps(
  mishap: DemoMishap | null,
  number: string,
  taken: readonly DemoPhoto[],
): DemoPhoto[] {
  const good = taken.filter(({ lesion }) => lesion === 0).at(-1);
  if (mishap === null || good?.drawing.kind !== "lesion") return [];
  return [
    {
      name: `${number}-${mishap}.jpg`,
      takenAt: new Date(good.takenAt.getTime() - MINUTE / 2),
      lesion: mishap === "document" ? null : 0,
      drawing: mishapDrawing(mishap, good.drawing.options),
      outcomes: [],
    },
  ];
}

function consentsOf(consent: DemoConsent, first: Date, last: Date): DemoPatient["consents"] {
  if (consent === "none") return [];
  const entry = (purpose: "triage" | "training", given: boolean, at: Date) => ({
    purpose,
    given,
    date: calendarDay(at),
    at,
  });
  return [
    entry("triage", true, first),
    entry("training", consent !== "not-training", first),
    ...(consent === "withdrawn" ? [entry("training", false, last)] : []),
  ];
}

const FIRST_VISIT = [
  "First visit, whole skin looked at.",
  "Referred by the general practitioner.",
  "Came for one lesion; the rest was looked at, too.",
] as const;

const LATER_VISIT = [
  "Nothing new noticed at home.",
  "Photographs compared with those of the last visit.",
  "Asked to come back sooner if anything changes.",
] as const;

function visitNotes(visits: readonly Date[], random: SeededRandom): DemoPatient["visitNotes"] {
  return visits.flatMap((visit, index) => {
    const note = random.pick(index === 0 ? FIRST_VISIT : LATER_VISIT);
    return random.chance(0.45) ? [{ date: calendarDay(visit), note }] : [];
  });
}
