/** The looks through the records as the application makes them: on the bundled thread. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { SnapshotId } from "../../electron/contract/backups";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import { blobFile } from "../../electron/store/blobs";
import { readKeyFile, revealKey, unguarded } from "../../electron/store/keyFile";
import { keyFileOf, openStore } from "../../electron/store/open";
import { createExaminations } from "../../electron/workflows/backups/examinations";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { flipByte } from "../fixtures/damage";
import { root } from "../fixtures/commandLine";
import { newPatient, newPhoto } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const actor = { id: null, name: "Dr. Ines Albrecht", role: "admin" } as const;

function clinic() {
  const folder = join(temporaryFolder(), "clinic");
  const store = openStore({ folder, guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const content = readKeyFile(keyFileOf(folder));
  if (content.format !== 1) throw new Error("not as it was made");
  let time = Date.parse("2026-03-04T05:06:07Z");
  const now = (): Date => new Date(time);
  const patientId = store.patients.create(newPatient(), now());
  const photos = ["a", "b"].map((name) => {
    const blob = store.blobs.put(Buffer.alloc(5000, name));
    const photo = { ...newPhoto(name, patientId), blob, thumbnail: blob };
    return { id: store.photos.add(photo, now()), file: blobFile(join(folder, "photos"), blob) };
  });
  let over = (): void => undefined;
  const examinations = createExaminations({
    shipped: null,
    onModelsBack: () => undefined,
    ...{ store, clinic: folder, now },
    recorded: createRecordedChange({ store, actor, now }),
    dataKey: revealKey(content, [unguarded]),
    workerFile: join(root, "out/app/backup-worker.cjs"),
    ending: new AbortController().signal,
    during: (work) => Promise.resolve().then(work),
    onProgress: (share) => {
      if (share === null) over();
    },
    report: (error) => {
      throw error;
    },
  });
  return {
    ...{ store, examinations, photos },
    /** Waits for the one that `begin` begins. */
    ended: (begin: () => unknown) =>
      new Promise<void>((resolve, reject) => {
        over = resolve;
        Promise.resolve(begin()).catch(reject);
      }),
    pass: (days: number): void => {
      time += days * 86_400_000;
    },
    actions: () =>
      store.audit
        .list(NO_AUDIT_FILTER, 20, 0)
        .entries.map(({ action, details }) => ({ action, details })),
  };
}

describe("looking through the records", () => {
  it("tells administrators which photo is damaged and whose, and keeps it in the log", async () => {
    const { examinations, photos, ended, store, actions } = clinic();
    flipByte(photos[1]?.file ?? "");
    await ended(examinations.begin);
    const { last, progress, failure } = examinations.state();
    expect([progress, failure]).toEqual([null, null]);
    expect(last).toMatchObject({
      ...{ records: "whole", files: 2 },
      faults: [
        {
          ...{ kind: "photo", id: photos[1]?.id, fault: "damaged", restored: false },
          ...{ name: "b.jpg", patient: { name: "Lindqvist, Astrid" } },
        },
      ],
    });
    expect(actions()[0]).toMatchObject({
      action: "records.examined",
      details: { records: "whole", files: 2, damaged: 1, restored: 0 },
    });
    // Who has been deleted since has no name here any more.
    if (photos[1]) store.removals.photo(photos[1].id, null, new Date());
    expect(examinations.state().last?.faults).toEqual([]);
  });

  it("comes once a week, and at once where a sign-in finds a file gone", async () => {
    const { examinations, photos, ended, pass, actions } = clinic();
    const looks = (): number =>
      actions().filter(({ action }) => action === "records.examined").length;
    await ended(examinations.setRight);
    await examinations.setRight();
    expect([examinations.state().progress, looks()]).toEqual([null, 1]);
    pass(8);
    await ended(examinations.setRight);
    expect(looks()).toBe(2);
    rmSync(photos[0]?.file ?? "");
    await ended(examinations.setRight);
    expect(examinations.state().last?.faults).toMatchObject([{ fault: "missing", name: "a.jpg" }]);
  });

  it("spares a clinic that was founded this week", async () => {
    const { examinations, store, ended, pass, actions } = clinic();
    const account = { name: "ines", fullName: "", role: "admin" } as const;
    store.accounts.create(account, new Date("2026-03-04T05:06:07Z"));
    await examinations.setRight();
    expect([examinations.state().progress, actions()]).toEqual([null, []]);
    pass(7);
    await ended(examinations.setRight);
    expect(actions()).toMatchObject([{ action: "records.examined" }]);
  });

  it("tells administrators where backups have failed for days", () => {
    const { examinations, store, pass } = clinic();
    expect(examinations.state().failingBackups).toBeNull();
    store.settings.chooseBackupFolder("/gone");
    const failure = { code: "backup.unreachable", at: "2026-03-04T05:06:07.000Z" } as const;
    const made = {
      ...{ id: SnapshotId.parse("20260304T050607Z"), takenAt: failure.at },
      ...{ copied: 0, bytes: 0, damaged: 0, removed: 0 },
      counts: { patients: 1, lesions: 0, photos: 2, reports: 0, accounts: 1 },
    };
    store.settings.noteBackup(made, failure);
    expect(examinations.state().failingBackups).toBeNull();
    pass(3);
    expect(examinations.state().failingBackups).toEqual({ last: made.takenAt });
  });

  it("tells what a crash had left behind", async () => {
    const { examinations, store, ended, actions } = clinic();
    store.blobs.put(Buffer.from("a photo whose row was never written"));
    await ended(examinations.setRight);
    expect(examinations.state().repair).toMatchObject({ unreferencedFiles: 1, missingFiles: 0 });
    expect(actions()).toContainEqual({
      action: "records.repaired",
      details: { unreferencedFiles: 1, missingFiles: 0 },
    });
  });
});
