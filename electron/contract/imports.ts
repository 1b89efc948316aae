/** Patients from a table that another program wrote. */
import * as z from "zod";
import {
  DUPLICATE_POLICIES,
  IMPORT_EFFECTS,
  IMPORT_PROBLEMS,
  PATIENT_FIELDS,
} from "../domain/patientTable/fields";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";

/** Bytes of a table that main reads. */
export const MAX_TABLE_BYTES = 50 * 1024 * 1024;

const count = z.int().min(0);
const Field = z.enum(PATIENT_FIELDS);

/** The column of each field, from 0; null where the table has none. */
export const ColumnMapping = z.record(Field, count.nullable());
export type ColumnMapping = z.output<typeof ColumnMapping>;

const ImportInput = z.strictObject({
  bytes: z.instanceof(Uint8Array),
  /** Null: by the columns' names. */
  mapping: ColumnMapping.nullable(),
  /** What to do with patients who are here already. */
  duplicates: z.enum(DUPLICATE_POLICIES),
});

export const ImportProblem = z.object({
  /** Line of the file; its header is line 1. */
  row: z.int().min(1),
  /** Null where the row as a whole is meant. */
  field: Field.nullable(),
  problem: z.enum(IMPORT_PROBLEMS),
  /** What stands there, shortened. */
  value: z.string(),
  effect: z.enum(IMPORT_EFFECTS),
});
export type ImportProblem = z.output<typeof ImportProblem>;

export const ImportCounts = z.object({
  created: count,
  updated: count,
  /** Left as they are, because they are here already. */
  known: count,
  /** Left out, because something is wrong with them. */
  faulty: count,
});
export type ImportCounts = z.output<typeof ImportCounts>;

/** What an import would do, without doing it. */
export const ImportPreview = z.object({
  /** Names as the table has them. */
  columns: z.array(z.string()),
  /** The first rows, to recognise columns by. */
  sample: z.array(z.array(z.string())),
  mapping: ColumnMapping,
  rows: count,
  counts: ImportCounts,
  /** The first ones; `problemCount` counts all. */
  problems: z.array(ImportProblem),
  problemCount: count,
});
export type ImportPreview = z.output<typeof ImportPreview>;

export const importRequests = {
  "patients.importPreview": { input: ImportInput, output: ImportPreview, roles: ROLES },
  "patients.import": { input: ImportInput, output: ImportCounts, roles: ROLES },
} satisfies Record<string, RequestSpec>;
