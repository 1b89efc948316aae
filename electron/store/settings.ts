import type { Database } from "better-sqlite3";
import type { Failure } from "../contract/errors";
import { BackupFailure, BackupInterval, BackupReport, type BackupState } from "../contract/backups";
import { Examination, Repair, type ExaminationState } from "../contract/examination";
import type { ClinicSettings } from "../contract/session";
import { parseJson } from "./parseJson";

/** Where photos are sent, and when. */
export interface ArchiveRow {
  /** Null: no archive is set up. */
  readonly access: {
    readonly url: string;
    readonly user: string;
    readonly password: string;
  } | null;
  readonly afterConfirmation: boolean;
}

/** What is set for the whole clinic. */
export interface SettingsRepository {
  clinic(): ClinicSettings;
  updateClinic(settings: ClinicSettings): void;
  /** By which patients' numbers are found in file names; empty: by none. */
  fileNameRule(): string;
  updateFileNameRule(rule: string): void;
  archive(): ArchiveRow;
  updateArchive(archive: ArchiveRow): void;
  /** Since somebody stopped the sending: by which failure, null where it was a person. */
  archivePause(): { readonly by: Failure | null } | null;
  setArchivePause(pause: { readonly by: Failure | null } | null): void;
  /** Where backups go, how often, and how the last one went. */
  backup(): KeptBackupState;
  /** Another folder has no backup yet. */
  chooseBackupFolder(folder: string): void;
  setBackupInterval(interval: BackupInterval): void;
  /** @param made null: the last one made stays */
  noteBackup(made: BackupReport | null, failure: BackupState["failure"]): void;
  /** How the latest look through records and files went, and what was last put right. */
  examination(): KeptExaminationState;
  /** @param found null: the last one stays */
  noteExamination(found: Examination | null, failure: ExaminationState["failure"]): void;
  noteRepair(repair: Repair): void;
  /** With how many invented patients the demo clinic was filled to the end; 0: it is none. */
  filledDemoPatients(): number;
  markDemoFilled(patients: number): void;
}

export type KeptBackupState = Pick<BackupState, "folder" | "interval" | "last" | "failure">;

export interface KeptExaminationState extends Pick<ExaminationState, "repair" | "failure"> {
  readonly last: Examination | null;
}

const LOCK_AFTER_MINUTES = 10;

export function settingsRepository(database: Database): SettingsRepository {
  const select = database
    .prepare<[string], string>("SELECT value FROM settings WHERE name = ?")
    .pluck();
  const upsert = database.prepare(`
    INSERT INTO settings (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
  `);

  return {
    clinic: () => ({
      name: select.get("clinicName") ?? "",
      // An empty text stands for none.
      logo: select.get("clinicLogo") || null,
      address: select.get("clinicAddress") ?? "",
      phone: select.get("clinicPhone") ?? "",
      mail: select.get("clinicMail") ?? "",
      lockAfterMinutes: Number(select.get("lockAfterMinutes") ?? LOCK_AFTER_MINUTES),
    }),
    updateClinic: database.transaction((settings: ClinicSettings): void => {
      upsert.run("clinicName", settings.name);
      upsert.run("clinicLogo", settings.logo ?? "");
      upsert.run("clinicAddress", settings.address);
      upsert.run("clinicPhone", settings.phone);
      upsert.run("clinicMail", settings.mail);
      upsert.run("lockAfterMinutes", String(settings.lockAfterMinutes));
    }),
    fileNameRule: () => select.get("fileNameRule") ?? "",
    updateFileNameRule(rule) {
      upsert.run("fileNameRule", rule);
    },
    archive: () => {
      const url = select.get("archiveUrl") ?? "";
      const user = select.get("archiveUser") ?? "";
      const password = select.get("archivePassword") ?? "";
      return {
        access: url === "" ? null : { url, user, password },
        afterConfirmation: select.get("archiveAfterConfirmation") === "1",
      };
    },
    updateArchive: database.transaction(({ access, afterConfirmation }: ArchiveRow): void => {
      upsert.run("archiveUrl", access?.url ?? "");
      upsert.run("archiveUser", access?.user ?? "");
      upsert.run("archivePassword", access?.password ?? "");
      upsert.run("archiveAfterConfirmation", afterConfirmation ? "1" : "0");
    }),
    archivePause() {
      const pause = parseJson(select.get("archivePause") ?? "null");
      return pause === null ? null : (pause as { by: Failure | null });
    },
    setArchivePause(pause) {
      upsert.run("archivePause", JSON.stringify(pause));
    },
    backup: () => ({
      folder: select.get("backupFolder") ?? null,
      interval: BackupInterval.safeParse(select.get("backupInterval")).data ?? "daily",
      last: BackupReport.safeParse(parseJson(select.get("backupLast") ?? "")).data ?? null,
      failure: readFailure(select.get("backupFailure") ?? ""),
    }),
    chooseBackupFolder: database.transaction((folder: string): void => {
      upsert.run("backupFolder", folder);
      upsert.run("backupLast", "");
      upsert.run("backupFailure", "");
    }),
    setBackupInterval(interval) {
      upsert.run("backupInterval", interval);
    },
    noteBackup: database.transaction(
      (made: BackupReport | null, failure: BackupState["failure"]): void => {
        if (made) upsert.run("backupLast", JSON.stringify(made));
        upsert.run("backupFailure", failure ? JSON.stringify(failure) : "");
      },
    ),
    examination: () => ({
      last: Examination.safeParse(parseJson(select.get("examination") ?? "")).data ?? null,
      repair: Repair.safeParse(parseJson(select.get("repair") ?? "")).data ?? null,
      failure: readFailure(select.get("examinationFailure") ?? ""),
    }),
    noteExamination: database.transaction(
      (found: Examination | null, failure: ExaminationState["failure"]): void => {
        if (found) upsert.run("examination", JSON.stringify(found));
        upsert.run("examinationFailure", failure ? JSON.stringify(failure) : "");
      },
    ),
    noteRepair(repair) {
      upsert.run("repair", JSON.stringify(repair));
    },
    filledDemoPatients: () => Number(select.get("filledDemoPatients") ?? 0),
    markDemoFilled(patients) {
      upsert.run("filledDemoPatients", String(patients));
    },
  };
}

function readFailure(text: string): BackupState["failure"] {
  return BackupFailure.safeParse(parseJson(text)).data ?? null;
}
