import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import type { NewPatient, PatientId } from "../contract/shapes";
import { CONSENT_PURPOSES, decisiveConsent, type ConsentPurpose } from "../domain/consent";
import type { PatientRepository } from "./patients";
import type { TrainingSides } from "./trainingSides";

export interface MergeRepository {
  /**
   * Makes one patient of two: lesions (numbered on after the last one), photos, visits, consents
   * and signed reports of `other` go over to `into`, who gets `values`; `other` goes. Visits of one day
   * become one with both notes. The merged patient is archived only where both were, and held out
   * of training only where no version has learned from either.
   *
   * @throws LentigoError `patient.missing` (also for one and the same) or `patient.number-taken`
   */
  merge(into: PatientId, other: PatientId, values: NewPatient, at: Date): void;
}

interface LatestConsent {
  readonly id: string;
  readonly purpose: ConsentPurpose;
  readonly given: number;
  readonly date: string;
}

interface VisitRow {
  readonly id: string;
  readonly date: string;
  readonly notes: string;
}

export function mergeRepository(
  database: Database,
  patients: PatientRepository,
  sides: TrainingSides,
): MergeRepository {
  const moveLesions = database.prepare(`
    UPDATE lesions SET patient_id = @into, number = number + @last WHERE patient_id = @other
  `);
  const lastNumber = database
    .prepare<[string], number>("SELECT coalesce(max(number), 0) FROM lesions WHERE patient_id = ?")
    .pluck();
  const movePhotos = database.prepare(
    "UPDATE photos SET patient_id = @into WHERE patient_id = @other",
  );
  const moveReports = database.prepare(
    "UPDATE reports SET patient_id = @into WHERE patient_id = @other",
  );
  const visitsOf = database.prepare<[string], VisitRow>(
    "SELECT id, date, notes FROM visits WHERE patient_id = ?",
  );
  const moveVisit = database.prepare("UPDATE visits SET patient_id = ? WHERE id = ?");
  const moveVisitPhotos = database.prepare("UPDATE photos SET visit_id = ? WHERE visit_id = ?");
  const setVisitNotes = database.prepare("UPDATE visits SET notes = ? WHERE id = ?");
  const removeVisit = database.prepare("DELETE FROM visits WHERE id = ?");
  const latestConsents = database.prepare<[string], LatestConsent>(
    "SELECT id, purpose, given, date FROM consents WHERE patient_id = ? AND is_latest = 1",
  );
  const supersede = database.prepare("UPDATE consents SET is_latest = 0 WHERE patient_id = ?");
  const moveConsents = database.prepare(
    "UPDATE consents SET patient_id = @into WHERE patient_id = @other",
  );
  const makeLatest = database.prepare("UPDATE consents SET is_latest = 1 WHERE id = ?");
  const takeUp = database.prepare(`
    UPDATE patients SET archived_at = NULL WHERE id = @into
      AND (SELECT archived_at FROM patients WHERE id = @other) IS NULL
  `);

  const mergeVisits = (into: PatientId, other: PatientId): void => {
    const days = new Map(visitsOf.all(into).map((visit) => [visit.date, visit]));
    for (const visit of visitsOf.all(other)) {
      const same = days.get(visit.date);
      if (!same) {
        moveVisit.run(into, visit.id);
        days.set(visit.date, visit);
        continue;
      }
      const notes = [same.notes, visit.notes].filter(Boolean).join("\n\n");
      moveVisitPhotos.run(same.id, visit.id);
      setVisitNotes.run(notes, same.id);
      days.set(visit.date, { ...same, notes });
      removeVisit.run(visit.id);
    }
  };

  const mergeConsents = (into: PatientId, other: PatientId): void => {
    const latest = [...latestConsents.all(into), ...latestConsents.all(other)].map((row) => ({
      ...row,
      given: row.given === 1,
    }));
    // Before they move: a patient has one latest consent of each purpose.
    supersede.run(into);
    supersede.run(other);
    moveConsents.run({ into, other });
    for (const purpose of CONSENT_PURPOSES) {
      const [one, second] = latest.filter((consent) => consent.purpose === purpose);
      if (one) makeLatest.run((second ? decisiveConsent(one, second) : one).id);
    }
  };

  return {
    merge: database.transaction(
      (into: PatientId, other: PatientId, values: NewPatient, at: Date): void => {
        if (into === other) throw new LentigoError("patient.missing");
        patients.get(into);
        patients.get(other);
        sides.merge(into, other);
        // Lesions before photos: a photo can only show a lesion of its own patient.
        moveLesions.run({ into, other, last: lastNumber.get(into) ?? 0 });
        movePhotos.run({ into, other });
        moveReports.run({ into, other });
        mergeVisits(into, other);
        mergeConsents(into, other);
        takeUp.run({ into, other });
        // Before the values, among which its number may be.
        patients.remove(other);
        patients.update(into, values, at);
      },
    ),
  };
}
