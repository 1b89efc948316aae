import type { Database } from "better-sqlite3";
import * as z from "zod";
import { LentigoError } from "../contract/errors";
import {
  AbcdChecklist,
  PhotoLine,
  type DescriptionChange,
  type PhotoDescription,
} from "../contract/photoDescription";
import type { PhotoId } from "../contract/shapes";
import type { AbcdChecklist as Checklist } from "../domain/abcdRule";
import type { PhotoKind } from "../domain/photoKind";
import { isOnPhoto } from "../domain/measure";
import { parseJson } from "./parseJson";

export interface DescriptionRepository {
  /** @throws LentigoError `photo.missing`, or `store.damaged` where it cannot be read */
  get(id: PhotoId): PhotoDescription;
  /**
   * Changes what is named.
   *
   * @throws LentigoError `photo.missing`, or `request.invalid` for a line that leaves the photo
   */
  update(id: PhotoId, change: DescriptionChange): void;
  /** Keeps the checklist; null takes it away. @throws LentigoError `photo.missing` */
  setChecklist(id: PhotoId, abcd: Checklist | null): void;
}

interface DescriptionRow {
  readonly width: number;
  readonly height: number;
  readonly pixels_per_mm: number | null;
  readonly notes: string;
  readonly kind: PhotoKind;
  readonly abcd: string | null;
}

/** What the column `abcd` holds. */
const Findings = z.strictObject({
  checklist: AbcdChecklist.nullable(),
  diameter: PhotoLine.nullable(),
});

export function descriptionRepository(database: Database): DescriptionRepository {
  const byId = database.prepare<[string], DescriptionRow>(
    "SELECT width, height, pixels_per_mm, notes, kind, abcd FROM photos WHERE id = ?",
  );
  const write = database.prepare(`
    UPDATE photos SET notes = @notes, kind = @kind, pixels_per_mm = @pixelsPerMm, abcd = @abcd
    WHERE id = @id
  `);

  const rowOf = (id: PhotoId): DescriptionRow => {
    const row = byId.get(id);
    if (!row) throw new LentigoError("photo.missing");
    return row;
  };
  const get = (id: PhotoId): PhotoDescription => {
    const { notes, kind, pixels_per_mm: pixelsPerMm, abcd } = rowOf(id);
    const { checklist, diameter } = findingsOf(abcd);
    return { notes, kind, pixelsPerMm, diameter, abcd: checklist };
  };
  const put = (id: PhotoId, description: PhotoDescription): void => {
    const { notes, kind, pixelsPerMm, diameter, abcd: checklist } = description;
    const isEmpty = checklist === null && diameter === null;
    const abcd = isEmpty ? null : JSON.stringify({ checklist, diameter });
    write.run({ id, notes, kind, pixelsPerMm, abcd });
  };

  return {
    get,
    update: database.transaction((id: PhotoId, change: DescriptionChange): void => {
      const before = get(id);
      const { notes = before.notes, kind = before.kind, pixelsPerMm, diameter } = change;
      if (diameter && !isOnPhoto(diameter, rowOf(id))) throw new LentigoError("request.invalid");
      put(id, {
        ...before,
        notes,
        kind,
        pixelsPerMm: pixelsPerMm === undefined ? before.pixelsPerMm : pixelsPerMm,
        diameter: diameter === undefined ? before.diameter : diameter,
      });
    }),
    setChecklist: database.transaction((id: PhotoId, abcd: Checklist | null): void => {
      const checklist = abcd && {
        ...abcd,
        colours: [...abcd.colours],
        structures: [...abcd.structures],
      };
      put(id, { ...get(id), abcd: checklist });
    }),
  };
}

function findingsOf(column: string | null): z.output<typeof Findings> {
  if (column === null) return { checklist: null, diameter: null };
  const findings = Findings.safeParse(parseJson(column));
  if (!findings.success) throw new LentigoError("store.damaged");
  return findings.data;
}
