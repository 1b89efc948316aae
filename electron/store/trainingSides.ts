import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import type { PatientId, PhotoId } from "../contract/shapes";
import {
  gravestDiagnosis,
  sideOfBoth,
  sidesOfNewPatients,
  type TrainingSide,
} from "../domain/trainingSide";
import { DIAGNOSES, type Diagnosis } from "../domain/diagnosis";
import type { TrainingCase } from "./trainingCases";

/** A photo of a plan, as far as the two sides are concerned. */
export interface SidedPhoto {
  /** Null where it is none of the clinic's. */
  readonly photoId: PhotoId | null;
  /** What is kept together: the patient, else the lesion, else the photo. */
  readonly group: string;
  /** Of the bytes, keyed: by which it is known what versions have learned from. */
  readonly sourceHash: string;
  readonly part: TrainingSide;
}

export interface TrainingSides {
  of(patientId: PatientId): TrainingSide | null;
  /**
   * The side on which the bytes of a photo are: their patient's, or that of what versions have
   * learned from; null where they are on neither.
   */
  ofSource(sourceHash: string): TrainingSide | null;
  /**
   * Gives a side to every patient with photos to learn from who has none. Sides are kept for
   * good; which of the new ones are held out depends on who they are, not on their order.
   *
   * @returns how many got one
   */
  draw(cases: readonly TrainingCase[], at: Date): number;
  /**
   * Asserts that nobody is on both sides: within the photos, and by what is kept of the patients
   * and of what any version has learned from.
   *
   * @throws LentigoError `training.overlap` with the number of `photos` concerned
   */
  assertApart(photos: readonly SidedPhoto[]): void;
  /** Before `other` becomes one with `into`: they get one side. */
  merge(into: PatientId, other: PatientId): void;
}

export function trainingSides(database: Database): TrainingSides {
  const sideOf = database
    .prepare<[string], TrainingSide>("SELECT side FROM training_sides WHERE patient_id = ?")
    .pluck();
  const counts = database.prepare<[string], { side: TrainingSide; patients: number }>(
    "SELECT side, count(*) AS patients FROM training_sides WHERE diagnosis = ? GROUP BY side",
  );
  const insert = database.prepare("INSERT INTO training_sides VALUES (?, ?, ?, ?)");
  const setSide = database.prepare("UPDATE training_sides SET side = ? WHERE patient_id = ?");
  const takeOver = database.prepare(
    "UPDATE training_sides SET patient_id = ? WHERE patient_id = ?",
  );
  const sideOfPhoto = database
    .prepare<[string], TrainingSide | null>(
      `SELECT side FROM photos LEFT JOIN training_sides USING (patient_id) WHERE id = ?`,
    )
    .pluck();
  const sideOfSource = database
    .prepare<[{ sourceHash: string }], TrainingSide>(
      `SELECT side FROM photos JOIN training_sides USING (patient_id)
      WHERE source_hash = @sourceHash
      UNION ALL SELECT 'train' FROM training_uses WHERE source_hash = @sourceHash`,
    )
    .pluck();
  const isLearned = database.prepare("SELECT 1 FROM training_uses WHERE source_hash = ? LIMIT 1");
  const hasTaught = database.prepare(`
    SELECT 1 FROM photos JOIN training_uses USING (source_hash)
    WHERE patient_id IN (?, ?) LIMIT 1
  `);

  return {
    of: (patientId) => sideOf.get(patientId) ?? null,
    ofSource: (sourceHash) => sideOfSource.get({ sourceHash }) ?? null,
    draw: database.transaction((cases: readonly TrainingCase[], at: Date): number => {
      const found = new Map<PatientId, Diagnosis[]>();
      for (const { patientId, label, side, leftOut } of cases) {
        if (patientId === null || label === null || side !== null || leftOut !== null) continue;
        found.set(patientId, [...(found.get(patientId) ?? []), label]);
      }
      const newPatients = [...found].map(([patientId, labels]) => ({
        patientId,
        gravest: gravestDiagnosis(labels),
        place: placeOf(patientId),
      }));
      newPatients.sort((one, other) => (one.place < other.place ? -1 : 1));
      const isTaken = ({ patientId }: { readonly patientId: PatientId }): boolean =>
        hasTaught.get(patientId, patientId) !== undefined;
      const taken = new Set(newPatients.filter(isTaken));
      for (const { patientId, gravest } of taken) {
        insert.run(patientId, "train", gravest, at.toISOString());
      }
      for (const diagnosis of DIAGNOSES) {
        const ofStratum = newPatients.filter(
          (patient) => patient.gravest === diagnosis && !taken.has(patient),
        );
        const known = { train: 0, holdout: 0 };
        for (const { side, patients } of counts.all(diagnosis)) known[side] = patients;
        const sides = sidesOfNewPatients(diagnosis, known, ofStratum.length);
        for (const [index, { patientId }] of ofStratum.entries()) {
          insert.run(patientId, sides[index], diagnosis, at.toISOString());
        }
      }
      return newPatients.length;
    }),
    assertApart(photos) {
      const heldOut = new Set(
        photos.filter(({ part }) => part === "holdout").map(({ group }) => group),
      );
      const wrong = photos.filter(({ photoId, group, sourceHash, part }) => {
        if (part === "train" && heldOut.has(group)) return true;
        if (part === "holdout" && isLearned.get(sourceHash)) return true;
        return photoId !== null && sideOfPhoto.get(photoId) !== part;
      });
      if (wrong.length > 0) throw new LentigoError("training.overlap", { photos: wrong.length });
    },
    merge(into, other) {
      const [own, others] = [sideOf.get(into) ?? null, sideOf.get(other) ?? null];
      const side = sideOfBoth(own, others, hasTaught.get(into, other) !== undefined);
      if (side === null) return;
      if (own === null) takeOver.run(into, other);
      setSide.run(side, into);
    },
  };
}

/** Ids are random, so their hashes are as good as a drawing of lots that anybody can repeat. */
function placeOf(patientId: PatientId): string {
  return createHash("sha256").update(`hold-out ${patientId}`).digest("hex");
}
