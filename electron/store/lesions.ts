import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { LesionId, PatientId, type Lesion, type NewLesion } from "../contract/shapes";
import { isSite } from "../domain/bodyMap/sites";
import type { BodyView } from "../domain/bodyMap/views";

export interface LesionRepository {
  /** Gives the lesion the patient's next number. @throws LentigoError `patient.missing` */
  create(patientId: PatientId, lesion: NewLesion, at: Date): LesionId;
  /**
   * Renames, moves, archives or takes up again.
   *
   * @throws LentigoError `lesion.missing`
   */
  update(id: LesionId, lesion: NewLesion, archived: boolean, at: Date): void;
  /** @throws LentigoError `lesion.missing` */
  get(id: LesionId): Lesion;
  /** By number. @throws LentigoError `patient.missing` */
  ofPatient(patientId: PatientId): Lesion[];
  /** @throws LentigoError `lesion.missing`, or `lesion.not-empty` where photos show it */
  remove(id: LesionId): void;
}

interface LesionRow {
  readonly id: string;
  readonly patient_id: string;
  readonly number: number;
  readonly label: string;
  readonly site: string;
  readonly view: BodyView | null;
  readonly x: number | null;
  readonly y: number | null;
  readonly created_at: string;
  readonly archived_at: string | null;
}

export function lesionRepository(database: Database): LesionRepository {
  const insert = database.prepare(`
    INSERT INTO lesions (id, patient_id, number, label, site, view, x, y, created_at)
    SELECT @id, @patientId, coalesce(max(number), 0) + 1, @label, @site, @view, @x, @y, @at
    FROM lesions WHERE patient_id = @patientId
  `);
  const change = database.prepare(`
    UPDATE lesions SET label = @label, site = @site, view = @view, x = @x, y = @y,
      archived_at = CASE WHEN @archived THEN coalesce(archived_at, @at) END
    WHERE id = @id
  `);
  const byId = database.prepare<[string], LesionRow>("SELECT * FROM lesions WHERE id = ?");
  const ofPatient = database.prepare<[string], LesionRow>(
    "SELECT * FROM lesions WHERE patient_id = ? ORDER BY number",
  );
  const patientExists = database.prepare("SELECT 1 FROM patients WHERE id = ?");
  const hasPhotos = database.prepare("SELECT 1 FROM photos WHERE lesion_id = ? LIMIT 1");
  const remove = database.prepare("DELETE FROM lesions WHERE id = ?");

  const requirePatient = (patientId: PatientId): void => {
    if (!patientExists.get(patientId)) throw new LentigoError("patient.missing");
  };

  return {
    create: database.transaction((patientId: PatientId, lesion: NewLesion, at: Date): LesionId => {
      requirePatient(patientId);
      const id = LesionId.parse(randomUUID());
      insert.run({ ...columns(lesion), id, patientId, at: at.toISOString() });
      return id;
    }),
    update(id, lesion, archived, at) {
      const { changes } = change.run({
        ...columns(lesion),
        id,
        archived: archived ? 1 : 0,
        at: at.toISOString(),
      });
      if (changes === 0) throw new LentigoError("lesion.missing");
    },
    get(id) {
      const row = byId.get(id);
      if (!row) throw new LentigoError("lesion.missing");
      return fromRow(row);
    },
    ofPatient(patientId) {
      requirePatient(patientId);
      return ofPatient.all(patientId).map(fromRow);
    },
    remove: database.transaction((id: LesionId): void => {
      if (hasPhotos.get(id)) throw new LentigoError("lesion.not-empty");
      if (remove.run(id).changes === 0) throw new LentigoError("lesion.missing");
    }),
  };
}

function columns({ label, site, position }: NewLesion) {
  const { view, x, y } = position ?? { view: null, x: null, y: null };
  return { label, site, view, x, y };
}

function fromRow(row: LesionRow): Lesion {
  const { site, view, x, y } = row;
  if (!isSite(site)) throw new LentigoError("store.damaged");
  return {
    id: LesionId.parse(row.id),
    patientId: PatientId.parse(row.patient_id),
    number: row.number,
    label: row.label,
    site,
    position: view === null || x === null || y === null ? null : { view, x, y },
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  };
}
