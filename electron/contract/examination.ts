/** What a look through the clinic's records and files found, and what was put right after a crash. */
import * as z from "zod";
import { BackupFailure } from "./backups";
import type { RequestSpec } from "./requestSpec";
import { PatientId } from "./shapes";

const count = z.int().min(0);

/** Whose a file is. */
export const FileOwner = z.object({ kind: z.enum(["photo", "report"]), id: z.uuid() });
export type FileOwner = z.output<typeof FileOwner>;

/** A file that is not what was written. */
export const FileFault = FileOwner.extend({
  fault: z.enum(["missing", "damaged"]),
  /** True where a whole copy was taken from the backups. */
  restored: z.boolean(),
});
export type FileFault = z.output<typeof FileFault>;

export const Examination = z.object({
  at: z.iso.datetime(),
  /** Of the database. */
  records: z.enum(["whole", "damaged"]),
  /** How many files were read. */
  files: count,
  faults: z.array(FileFault),
  /** Model versions whose folder is not what was installed, or is gone, and that could not be brought back. */
  models: z.array(z.string()),
  /** Model versions of which it was so, and that were taken from the backups. */
  modelsRestored: z.array(z.string()).default([]),
});
export type Examination = z.output<typeof Examination>;

/** What a sign-in found that a crash had left. */
export const Repair = z.object({
  at: z.iso.datetime(),
  /** Files that nothing referred to; they were set aside. */
  unreferencedFiles: count,
  /** Files that records refer to and that are gone. */
  missingFiles: count,
});
export type Repair = z.output<typeof Repair>;

/** A file fault as people know it. */
export const NamedFault = FileFault.extend({
  /** The photo's file name or the report's title. */
  name: z.string(),
  patient: z.object({ id: PatientId, name: z.string() }).nullable(),
});
export type NamedFault = z.output<typeof NamedFault>;

export const ExaminationState = z.object({
  /** Null where none has come to its end. What was deleted since is left out. */
  last: Examination.extend({ faults: z.array(NamedFault) }).nullable(),
  /** The latest that found something; null where none did. */
  repair: Repair.nullable(),
  /** Null where the latest try came to its end. */
  failure: BackupFailure.nullable(),
  /** From 0 to 1; null while none is under way. */
  progress: z.number().min(0).max(1).nullable(),
  /** When the last backup was made, where they have failed for days; null where they have not. */
  failingBackups: z.object({ last: z.iso.datetime().nullable() }).nullable(),
});
export type ExaminationState = z.output<typeof ExaminationState>;

const nothing = z.strictObject({});

export const examinationRequests = {
  "records.state": { input: nothing, output: ExaminationState, roles: ["admin"] },
  /** Begins a look through everything; `records.progress` tells how far it is. */
  "records.examine": { input: nothing, output: ExaminationState, roles: ["admin"] },
} satisfies Record<string, RequestSpec>;
