/** Backups of the clinic's records: where they go, how often, how the last one went. */
import * as z from "zod";
import { ERROR_CODES } from "./errors";
import type { RequestSpec } from "./requestSpec";

/** How much a backup holds. */
export const BackupCounts = z.object({
  patients: z.int().min(0),
  lesions: z.int().min(0),
  photos: z.int().min(0),
  reports: z.int().min(0),
  accounts: z.int().min(0),
});
export type BackupCounts = z.output<typeof BackupCounts>;

export const BACKUP_INTERVALS = ["hourly", "daily", "never"] as const;
export const BackupInterval = z.enum(BACKUP_INTERVALS);
export type BackupInterval = z.output<typeof BackupInterval>;

/** Names a backup: the moment it was taken, 20261121T101500Z. */
export const SnapshotId = z
  .string()
  .regex(/^\d{8}T\d{6}Z$/)
  .brand("SnapshotId");
export type SnapshotId = z.output<typeof SnapshotId>;

export const Backup = z.object({
  id: SnapshotId,
  takenAt: z.iso.datetime(),
  /** Null where its manifest cannot be read: it is damaged. */
  counts: BackupCounts.nullable(),
});
export type Backup = z.output<typeof Backup>;

/** What opens a backup: as it was when it was made. */
export const BackupKey = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("recovery"), recoveryKey: z.string().max(200) }),
  z.strictObject({
    kind: z.literal("password"),
    name: z.string().max(200),
    password: z.string().max(1024),
  }),
]);
export type BackupKey = z.output<typeof BackupKey>;

/** What one backup, or a check of one, found. */
export const BackupReport = z.object({
  id: SnapshotId,
  takenAt: z.iso.datetime(),
  counts: BackupCounts,
  /** Files of photos and reports that were written this time; the others were there. */
  copied: z.int().min(0),
  /** Bytes of those and of the records. */
  bytes: z.int().min(0),
  /**
   * Files of the clinic's photos and reports, and model versions, that are damaged or gone: the
   * backup lacks them, too.
   */
  damaged: z.int().min(0),
  /** Backups that had outlived the rule and went. */
  removed: z.int().min(0),
});
export type BackupReport = z.output<typeof BackupReport>;

/** What a check found wrong in a backup; nothing: it is whole. */
export const BackupFault = z.enum(["manifest", "records", "key", "photos", "models"]);
export type BackupFault = z.output<typeof BackupFault>;

export const BackupCheck = z.object({
  id: SnapshotId,
  takenAt: z.iso.datetime(),
  counts: BackupCounts,
  faults: z.array(z.object({ fault: BackupFault, files: z.int().min(1) })),
});
export type BackupCheck = z.output<typeof BackupCheck>;

/** What kept the latest try from its end: a code of errors.ts. */
export const BackupFailure = z.object({ code: z.enum(ERROR_CODES), at: z.iso.datetime() });

/** How the backups of the clinic stand. */
export const BackupState = z.object({
  /** Null while none was chosen. */
  folder: z.string().nullable(),
  interval: BackupInterval,
  /** Null where none was made to this folder. */
  last: BackupReport.nullable(),
  /** Null where the latest try came to its end. */
  failure: BackupFailure.nullable(),
  /** From 0 to 1; null while none is made. */
  progress: z.number().min(0).max(1).nullable(),
});
export type BackupState = z.output<typeof BackupState>;

const nothing = z.strictObject({});

export const backupRequests = {
  "backups.state": { input: nothing, output: BackupState, roles: ["admin"] },
  /**
   * Those in the folder, the latest first; none where it is out of reach. Comes when the disk
   * answers, which one in another room may do late.
   */
  "backups.list": { input: nothing, output: z.array(Backup), roles: ["admin"] },
  /** Asks for a folder; stays as it was where the person thought better of it. */
  "backups.chooseFolder": { input: nothing, output: BackupState, roles: ["admin"] },
  "backups.setInterval": {
    input: z.strictObject({ interval: BackupInterval }),
    output: BackupState,
    roles: ["admin"],
  },
  /** Begins one; `backups.progress` tells how far it is. */
  "backups.make": { input: nothing, output: BackupState, roles: ["admin"] },
  /** Opens a backup and reads every file in it. */
  "backups.check": {
    input: z.strictObject({ id: SnapshotId }),
    output: BackupCheck,
    roles: ["admin"],
  },
  "backups.canUndoRestore": {
    input: nothing,
    output: z.object({ canUndo: z.boolean() }),
    roles: ["admin"],
  },
  /** Locks the clinic; the one that was there before the latest restore returns. */
  "backups.undoRestore": { input: nothing, output: nothing, roles: ["admin"] },
  /** Asks for a folder of backups, while nobody is signed in; null where none was chosen. */
  "restore.look": {
    input: nothing,
    output: z.object({ backups: z.array(Backup) }).nullable(),
    roles: "anyone",
  },
  /** Puts one of them in the clinic's place; what was there is kept. */
  "restore.begin": {
    input: z.strictObject({ id: SnapshotId, key: BackupKey }),
    output: z.object({
      /** True where a clinic was there, which can come back. */
      kept: z.boolean(),
      /** Files of photos and reports, and model versions, that the backup lacks. */
      damaged: z.int().min(0),
    }),
    roles: "anyone",
  },
} satisfies Record<string, RequestSpec>;
