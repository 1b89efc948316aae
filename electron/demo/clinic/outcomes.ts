/** What the demo clinic's dermatologists and pathologists said of its lesions. */
import { calendarDay } from "../../domain/calendarDay";
import { isMalignant, type Diagnosis } from "../../domain/diagnosis";
import type { Confidence, NextStep } from "../../domain/outcome";
import type { SeededRandom } from "../seededRandom";
import { addDays, daysBetween } from "./calendar";

export interface DemoClinicalOutcome {
  readonly kind: "clinical";
  /** Null: cannot say. */
  readonly diagnosis: Diagnosis | null;
  readonly confidence: Confidence;
  readonly nextStep: NextStep;
  readonly note: string;
  readonly by: string;
  readonly at: Date;
}

export interface DemoHistology {
  readonly kind: "histology";
  readonly diagnosis: Diagnosis;
  /** Of the report (YYYY-MM-DD). */
  readonly date: string;
  readonly note: string;
  readonly by: string;
  readonly at: Date;
}

export type DemoOutcome = DemoClinicalOutcome | DemoHistology;

export interface SeenLesion {
  /** What is drawn. */
  readonly drawn: Diagnosis;
  readonly takenAt: Date;
  /** True for the latest photo of the lesion: only then is it decided about. */
  readonly isLatest: boolean;
  readonly now: Date;
}

const CLINICIANS = ["Dr. Miriam Falkenrath", "Dr. Ikenna Osadiri"] as const;

/** For what a lesion is easily taken. */
const TAKEN_FOR: Readonly<Record<Diagnosis, Diagnosis>> = {
  akiec: "bkl",
  bcc: "akiec",
  bkl: "mel",
  df: "nv",
  mel: "nv",
  nv: "mel",
  vasc: "nv",
};

const REPORTS: Readonly<Record<Diagnosis, string>> = {
  akiec: "Actinic keratosis with moderate dysplasia, no invasion.",
  bcc: "Nodular basal cell carcinoma, margins clear.",
  bkl: "Seborrhoeic keratosis, irritated.",
  df: "Dermatofibroma.",
  mel: "Superficial spreading melanoma, Breslow 0.4 mm, no ulceration.",
  nv: "Compound melanocytic naevus, no atypia.",
  vasc: "Thrombosed haemangioma.",
};

/** Days within which a photo still waits for somebody to look at it. */
const WAITING_DAYS = 2;

/** About half of the photos get an outcome; those of the last days mostly wait. */
export function outcomesOf(lesion: SeenLesion, random: SeededRandom): DemoOutcome[] {
  if (!lesion.isLatest) return random.chance(0.6) ? [followedUp(lesion, random)] : [];
  const age = daysBetween(lesion.takenAt, lesion.now);
  if (!random.chance(age < WAITING_DAYS ? 0.15 : 0.7)) return [];
  const decision = decided(lesion, random);
  return decision.nextStep === "excision" ? [decision, ...reported(lesion, random)] : [decision];
}

/** An early malignant lesion is often taken for a benign one and watched. */
function followedUp({ drawn, takenAt }: SeenLesion, random: SeededRandom): DemoClinicalOutcome {
  const isMistaken = isMalignant(drawn) && random.chance(0.6);
  return {
    kind: "clinical",
    diagnosis: isMistaken ? TAKEN_FOR[drawn] : drawn,
    confidence: isMistaken ? "low" : "moderate",
    nextStep: "follow-up",
    note: random.pick(["", "", "Compare at the next visit.", "Photograph again in six months."]),
    ...signed(takenAt, random),
  };
}

function decided({ drawn, takenAt }: SeenLesion, random: SeededRandom): DemoClinicalOutcome {
  const signature = signed(takenAt, random);
  const surprise = random.next();
  if (surprise > 0.9) {
    const nextStep = isMalignant(drawn) ? "referral" : "follow-up";
    const note = "Cannot say from the picture alone.";
    return { kind: "clinical", diagnosis: null, confidence: "low", nextStep, note, ...signature };
  }
  const diagnosis = surprise > 0.78 ? TAKEN_FOR[drawn] : drawn;
  return {
    kind: "clinical",
    diagnosis,
    confidence: diagnosis === drawn ? random.pick(["moderate", "high", "high"]) : "low",
    nextStep: nextStepFor(diagnosis, isMalignant(drawn), random),
    note: "",
    ...signature,
  };
}

/** What looks malignant is cut out or treated; some benign ones are, to be safe. */
function nextStepFor(diagnosis: Diagnosis, isWorrying: boolean, random: SeededRandom): NextStep {
  if (diagnosis === "akiec") return random.pick(["excision", "referral", "follow-up"]);
  if (isMalignant(diagnosis)) return "excision";
  if (random.chance(isWorrying ? 0.7 : 0.12)) return "excision";
  return random.pick(["none", "none", "follow-up"]);
}

/** The pathologist's report, one to two weeks later; none where that is still to come. */
function reported({ drawn, takenAt, now }: SeenLesion, random: SeededRandom): DemoHistology[] {
  const reportedAt = addDays(takenAt, random.whole(7, 14));
  const diagnosis = random.chance(0.9) ? drawn : TAKEN_FOR[drawn];
  const { by } = signed(takenAt, random);
  if (reportedAt > now) return [];
  return [
    {
      kind: "histology",
      diagnosis,
      date: calendarDay(reportedAt),
      note: REPORTS[diagnosis],
      by,
      at: reportedAt,
    },
  ];
}

/** Who wrote it down, in the minute after the photo. */
function signed(takenAt: Date, random: SeededRandom): { by: string; at: Date } {
  return { by: random.pick(CLINICIANS), at: new Date(takenAt.getTime() + 50_000) };
}
