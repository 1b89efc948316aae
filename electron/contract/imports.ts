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

/** `preparing`: apart from the clinic's patients; `writing`: among them, which cannot be stopped. */
export const ImportPhase = z.enum(["reading", "checking", "preparing", "writing"]);
export type ImportPhase = z.output<typeof ImportPhase>;

export const ImportProgress = z.object({
  phase: ImportPhase,
  /** Of the phase: 0 to 1. */
  share: z.number().min(0).max(1),
});
export type ImportProgress = z.output<typeof ImportProgress>;

export const importRequests = {
  "patients.importPreview": { input: ImportInput, output: ImportPreview, roles: ROLES },
  /** All of the table or nothing; a request that follows, or its cancelling, ends it. */
  "patients.import": { input: ImportInput, output: ImportCounts, roles: ROLES },
  /** Ends the preview or import under way, up to the last step. */
  "patients.cancelImport": { input: z.strictObject({}), output: z.strictObject({}), roles: ROLES },
} satisfies Record<string, RequestSpec>;
