import type { Database } from "better-sqlite3";
import type { ClinicSettings } from "../contract/session";

/** What is set for the whole clinic. */
export interface SettingsRepository {
  clinic(): ClinicSettings;
  updateClinic(settings: ClinicSettings): void;
  /** By which patients' numbers are found in file names; empty: by none. */
  fileNameRule(): string;
  updateFileNameRule(rule: string): void;
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
    filledDemoPatients: () => Number(select.get("filledDemoPatients") ?? 0),
    markDemoFilled(patients) {
      upsert.run("filledDemoPatients", String(patients));
    },
  };
}
