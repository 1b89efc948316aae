import type { Database } from "better-sqlite3";
import type { Failure } from "../contract/errors";
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
  /** With how many invented patients the demo clinic was filled to the end; 0: it is none. */
  filledDemoPatients(): number;
  markDemoFilled(patients: number): void;
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
    filledDemoPatients: () => Number(select.get("filledDemoPatients") ?? 0),
    markDemoFilled(patients) {
      upsert.run("filledDemoPatients", String(patients));
    },
  };
}
