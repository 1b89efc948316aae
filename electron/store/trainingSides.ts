import { createHash } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import type { PatientId, PhotoId } from "../contract/shapes";
import type { LeftOut } from "../contract/training";
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
  /** Of the bytes and of the picture in them, keyed: what versions have learned from is known by it. */
  readonly sourceHash: string;
  readonly contentHash: string | null;
  readonly part: TrainingSide;
}

/** How the clinic stands to a picture that came from elsewhere. */
export interface PictureStanding {
  /**
   * On which side it is, its patient's or that of what versions have learned from; null where it is
   * on neither.
   */
  readonly side: TrainingSide | null;
  /** Why the clinic does not learn from it; null where nothing is known against it. */
  readonly leftOut: Extract<LeftOut, "no-consent" | "excluded"> | null;
}

export interface TrainingSides {
  of(patientId: PatientId): TrainingSide | null;
  /** By both hashes of a picture. */
  standingOf(picture: {
    readonly sourceHash: string;
    readonly contentHash: string;
  }): PictureStanding;
  /**
   * Gives a side to every patient with photos to learn from who has none. Sides are kept for
   * good; which of the new ones are held out depends on who they are, not on their order.
   *
   * @returns how many got one
   */
  draw(cases: readonly TrainingCase[], at: Date): number;
  /**
   * Asserts that nobody is on both sides: within the photos, by patient and by picture, and by what
   * is kept of the patients and of what any version has learned from. Photos that were deleted since
   * are on no side.
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
  const ownerOf = database.prepare<
    [string],
    { side: TrainingSide | null; patient_id: PatientId | null }
  >("SELECT side, patient_id FROM photos LEFT JOIN training_sides USING (patient_id) WHERE id = ?");
  const standings = database.prepare<
    [{ sourceHash: string; contentHash: string }],
    { side: TrainingSide | null; left_out: PictureStanding["leftOut"] }
  >(`
    SELECT training_sides.side, CASE
      WHEN photos.patient_id IS NOT NULL AND consents.given IS NOT 1 THEN 'no-consent'
      WHEN label_reviews.review = 'exclude' THEN 'excluded'
    END AS left_out
    FROM photos
    JOIN queue ON queue.photo_id = photos.id
    LEFT JOIN consents ON consents.patient_id = photos.patient_id
      AND consents.purpose = 'training' AND consents.is_latest = 1
    LEFT JOIN training_sides ON training_sides.patient_id = photos.patient_id
    LEFT JOIN label_reviews ON label_reviews.photo_id = photos.id
      AND label_reviews.outcome_id = queue.outcome_id
    WHERE photos.source_hash = @sourceHash OR photos.blob = @contentHash
    UNION ALL
    SELECT 'train', NULL FROM training_uses WHERE source_hash IN (@sourceHash, @contentHash)
  `);
  const isLearned = database.prepare(
    "SELECT 1 FROM training_uses WHERE source_hash IN (?, ?) LIMIT 1",
  );
  const hasTaught = database.prepare(`
    SELECT 1 FROM photos
    JOIN training_uses ON training_uses.source_hash IN (photos.source_hash, photos.blob)
    WHERE patient_id IN (?, ?) LIMIT 1
  `);

  return {
    of: (patientId) => sideOf.get(patientId) ?? null,
    standingOf({ sourceHash, contentHash }) {
      const found = standings.all({ sourceHash, contentHash });
      const has = (wanted: TrainingSide): boolean => found.some(({ side }) => side === wanted);
      const reasons = found.map(({ left_out: reason }) => reason);
      return {
        side: has("holdout") ? "holdout" : has("train") ? "train" : null,
        leftOut: reasons.find((reason) => reason === "no-consent") ?? reasons.find(Boolean) ?? null,
      };
    },
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
      const heldOut = photos.filter(({ part }) => part === "holdout");
      const groups = new Set(heldOut.map(({ group }) => group));
      const pictures = new Set(heldOut.flatMap(hashesOf));
      const wrong = photos.filter((photo) => {
        const { photoId, part, group } = photo;
        const owner = photoId === null ? undefined : ownerOf.get(photoId);
        if (owner && owner.side !== part) return true;
        if (part === "train") {
          return groups.has(group) || hashesOf(photo).some((hash) => pictures.has(hash));
        }
        const patient = owner?.patient_id;
        return (
          isLearned.get(photo.sourceHash, photo.contentHash) !== undefined ||
          (patient != null && hasTaught.get(patient, patient) !== undefined)
        );
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

function hashesOf({ sourceHash, contentHash }: SidedPhoto): string[] {
  return contentHash === null ? [sourceHash] : [sourceHash, contentHash];
}

/** Ids are random, so their hashes are as good as a drawing of lots that anybody can repeat. */
function placeOf(patientId: PatientId): string {
  return createHash("sha256").update(`hold-out ${patientId}`).digest("hex");
}
