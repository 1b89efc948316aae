import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { Consent, NewConsent } from "../contract/consents";
import { LentigoError } from "../contract/errors";
import type { PatientId } from "../contract/shapes";
import type { ConsentPurpose } from "../domain/consent";

export interface ConsentRepository {
  /**
   * Adds what a patient said; of its purpose it counts from now on.
   *
   * @param by name of who writes it down; null where no account is known
   * @throws LentigoError `patient.missing`
   */
  record(patientId: PatientId, consent: NewConsent, by: string | null, at: Date): void;
  /** Everything the patient said, the latest record first. @throws LentigoError `patient.missing` */
  ofPatient(patientId: PatientId): Consent[];
}

interface ConsentRow {
  readonly id: string;
  readonly purpose: ConsentPurpose;
  readonly given: number;
  readonly date: string;
  readonly account_name: string | null;
  readonly created_at: string;
  readonly is_latest: number;
}

export function consentRepository(database: Database): ConsentRepository {
  const supersede = database.prepare(
    "UPDATE consents SET is_latest = 0 WHERE patient_id = ? AND purpose = ? AND is_latest = 1",
  );
  const insert = database.prepare(`
    INSERT INTO consents (id, patient_id, purpose, given, date, account_name, created_at, is_latest)
    VALUES (@id, @patientId, @purpose, @given, @date, @by, @at, 1)
  `);
  const ofPatient = database.prepare<[string], ConsentRow>(
    "SELECT * FROM consents WHERE patient_id = ? ORDER BY created_at DESC, rowid DESC",
  );
  const patientExists = database.prepare("SELECT 1 FROM patients WHERE id = ?");

  const requirePatient = (patientId: PatientId): void => {
    if (!patientExists.get(patientId)) throw new LentigoError("patient.missing");
  };

  return {
    record: database.transaction(
      (patientId: PatientId, consent: NewConsent, by: string | null, at: Date): void => {
        requirePatient(patientId);
        const { purpose, given, date } = consent;
        supersede.run(patientId, purpose);
        insert.run({
          id: randomUUID(),
          patientId,
          purpose,
          given: given ? 1 : 0,
          date,
          by,
          at: at.toISOString(),
        });
      },
    ),
    ofPatient(patientId) {
      requirePatient(patientId);
      return ofPatient.all(patientId).map((row) => ({
        id: row.id,
        purpose: row.purpose,
        given: row.given === 1,
        date: row.date,
        current: row.is_latest === 1,
        recordedBy: row.account_name,
        recordedAt: row.created_at,
      }));
    },
  };
}
