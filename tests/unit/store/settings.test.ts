import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { SnapshotId, type BackupReport } from "../../../electron/contract/backups";
import type { Examination } from "../../../electron/contract/examination";
import { openDatabase } from "../../../electron/store/database";
import { settingsRepository } from "../../../electron/store/settings";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = "2026-03-04T05:06:07.000Z";

function clinic() {
  const database = openDatabase(join(temporaryFolder(), "clinic.db"), Buffer.alloc(32, 7), true);
  onTestFinished(() => {
    database.close();
  });
  const write = database.prepare(`
    INSERT INTO settings (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
  `);
  return { settings: settingsRepository(database), write };
}

const report: BackupReport = {
  id: SnapshotId.parse("20260304T050607Z"),
  takenAt: at,
  counts: { patients: 3, lesions: 2, photos: 9, reports: 1, accounts: 2 },
  copied: 4,
  bytes: 123_456,
  damaged: 1,
  removed: 1,
};
const failure = { code: "backup.unreachable", at } as const;

describe("what is set for the clinic", () => {
  it("is nothing at first, but locks after ten minutes", () => {
    expect(clinic().settings.clinic()).toEqual({
      ...{ name: "", logo: null, address: "", phone: "", mail: "" },
      lockAfterMinutes: 10,
    });
  });

  it("is kept, and a logo can be taken away again", () => {
    const { settings } = clinic();
    const letterhead = {
      name: "Praxis am See",
      logo: "data:image/png;base64,iVBORw0KGgo=",
      address: "Seestraße 1",
      phone: "07541 1",
      mail: "praxis@example.org",
      lockAfterMinutes: 3,
    };
    settings.updateClinic(letterhead);
    expect(settings.clinic()).toEqual(letterhead);
    settings.updateClinic({ ...letterhead, logo: null });
    expect(settings.clinic().logo).toBeNull();
  });

  it("finds no patient's number in file names until there is a rule", () => {
    const { settings } = clinic();
    expect(settings.fileNameRule()).toBe("");
    settings.updateFileNameRule("{number}_*");
    expect(settings.fileNameRule()).toBe("{number}_*");
  });

  it("says with how many patients a demo clinic was filled, and of a real one none", () => {
    const { settings } = clinic();
    expect(settings.filledDemoPatients()).toBe(0);
    settings.markDemoFilled(120);
    expect(settings.filledDemoPatients()).toBe(120);
  });
});

describe("an archive that is given up", () => {
  it("leaves neither address nor password behind", () => {
    const { settings } = clinic();
    const access = { url: "https://archive/dicom-web", user: "lentigo", password: "secret" };
    settings.updateArchive({ access, afterConfirmation: true });
    settings.updateArchive({ access: null, afterConfirmation: false });
    expect(settings.archive()).toEqual({ access: null, afterConfirmation: false });
    // Nor where another one comes to need no password.
    const open = { ...access, user: "", password: "" };
    settings.updateArchive({ access: open, afterConfirmation: false });
    expect(settings.archive().access).toEqual(open);
  });

  it("tells a pause by a person from one by a failure and from none", () => {
    const { settings } = clinic();
    expect(settings.archivePause()).toBeNull();
    settings.setArchivePause({ by: null });
    expect(settings.archivePause()).toEqual({ by: null });
  });
});

describe("how the backups stand", () => {
  it("is at first: daily, to no folder, none made and none failed", () => {
    expect(clinic().settings.backup()).toEqual({
      ...{ folder: null, interval: "daily", last: null, failure: null },
    });
  });

  it("keeps the last one that was made when a later one fails, until one comes to its end", () => {
    const { settings } = clinic();
    settings.setBackupInterval("hourly");
    settings.noteBackup(report, null);
    settings.noteBackup(null, failure);
    expect(settings.backup()).toMatchObject({ interval: "hourly", last: report, failure });
    settings.noteBackup({ ...report, copied: 0 }, null);
    expect(settings.backup()).toMatchObject({ last: { copied: 0 }, failure: null });
  });

  it("knows of no backup in another folder", () => {
    const { settings } = clinic();
    settings.chooseBackupFolder("/media/first");
    settings.noteBackup(report, failure);
    settings.chooseBackupFolder("/media/second");
    expect(settings.backup()).toMatchObject({
      ...{ folder: "/media/second", last: null, failure: null },
    });
  });

  it("is told without what cannot be read, and backups go on daily", () => {
    const { settings, write } = clinic();
    write.run("backupInterval", "fortnightly");
    write.run("backupLast", '{"id":"20260304T050607Z"}');
    write.run("backupFailure", '{"code":"no code that is known"}');
    expect(settings.backup()).toMatchObject({ interval: "daily", last: null, failure: null });
  });
});

describe("how the looks through the clinic went", () => {
  const found: Examination = {
    at,
    records: "whole",
    files: 6,
    faults: [
      {
        kind: "photo",
        id: "0b7bd5a6-6f8d-4c1f-9f6e-2f6f5f0a1d11",
        fault: "damaged",
        restored: true,
      },
    ],
    models: ["clinic-1"],
    modelsRestored: ["clinic-2"],
  };

  it("is nothing before the first", () => {
    expect(clinic().settings.examination()).toEqual({ last: null, repair: null, failure: null });
  });

  it("keeps what was found when a later one fails, and what was put right beside it", () => {
    const { settings } = clinic();
    const repair = { at, unreferencedFiles: 1, missingFiles: 2 };
    settings.noteRepair(repair);
    settings.noteExamination(found, null);
    settings.noteExamination(null, { code: "store.damaged", at });
    expect(settings.examination()).toEqual({
      ...{ last: found, repair, failure: { code: "store.damaged", at } },
    });
    settings.noteExamination({ ...found, faults: [] }, null);
    expect(settings.examination()).toMatchObject({ last: { faults: [] }, failure: null });
  });
});
