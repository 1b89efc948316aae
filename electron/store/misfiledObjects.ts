import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { PhotoId } from "../contract/shapes";

/** As what a photo stands in the archive, by UIDs of DICOM. */
export interface ArchivedObject {
  readonly study: string;
  readonly instance: string;
}

/** What stands in the archive, or may, under a patient whose photo it is no longer. */
export interface MisfiledObject extends ArchivedObject {
  readonly sequence: number;
  /** Null once the photo is deleted here. */
  readonly photoId: PhotoId | null;
  /** When it became another patient's. */
  readonly at: string;
}

/** What somebody must have removed in the archive: nothing here can. */
export interface MisfiledObjects {
  add(photoId: PhotoId, object: ArchivedObject, at: Date): void;
  /**
   * The photo has come back to a patient whose it was: the object is where it belongs.
   *
   * @returns whether it was misfiled
   */
  reclaim(instance: string): boolean;
  count(): number;
  /** The latest first. */
  list(limit: number): MisfiledObject[];
  /** @throws LentigoError `archive.entry-missing` */
  get(sequence: number): MisfiledObject;
  /** @throws LentigoError `archive.entry-missing` */
  remove(sequence: number): void;
}

interface MisfiledRow {
  readonly sequence: number;
  readonly photo_id: string | null;
  readonly study: string;
  readonly instance: string;
  readonly at: string;
}

export function misfiledObjects(database: Database): MisfiledObjects {
  const insert = database.prepare(`
    INSERT INTO misfiled_objects (photo_id, study, instance, at)
    VALUES (@photoId, @study, @instance, @at)
  `);
  const reclaim = database.prepare<[string]>("DELETE FROM misfiled_objects WHERE instance = ?");
  const count = database.prepare<[], number>("SELECT count(*) FROM misfiled_objects").pluck();
  const list = database.prepare<[number], MisfiledRow>(
    "SELECT * FROM misfiled_objects ORDER BY sequence DESC LIMIT ?",
  );
  const bySequence = database.prepare<[number], MisfiledRow>(
    "SELECT * FROM misfiled_objects WHERE sequence = ?",
  );
  const remove = database.prepare("DELETE FROM misfiled_objects WHERE sequence = ?");

  return {
    add(photoId, { study, instance }, at) {
      insert.run({ photoId, study, instance, at: at.toISOString() });
    },
    reclaim: (instance) => reclaim.run(instance).changes > 0,
    count: () => count.get() ?? 0,
    list: (limit) => list.all(limit).map(fromRow),
    get(sequence) {
      const row = bySequence.get(sequence);
      if (!row) throw new LentigoError("archive.entry-missing");
      return fromRow(row);
    },
    remove(sequence) {
      if (remove.run(sequence).changes === 0) throw new LentigoError("archive.entry-missing");
    },
  };
}

function fromRow({ sequence, photo_id, study, instance, at }: MisfiledRow): MisfiledObject {
  const photoId = photo_id === null ? null : PhotoId.parse(photo_id);
  return { sequence, photoId, study, instance, at };
}
