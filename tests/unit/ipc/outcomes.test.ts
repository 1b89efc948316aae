import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { requests } from "../../../electron/contract/requests";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import { outcomeHandlers } from "../../../electron/ipc/outcomes";
import { settingsHandlers } from "../../../electron/ipc/settings";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { createArchive } from "../../../electron/workflows/archive";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import { newAnalysis, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

function desk() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const actor = { id: null, name: "Dr Anna", role: "clinician" } as const;
  const now = (): Date => new Date(2026, 2, 4, 23, 30);
  const recorded = createRecordedChange({ store, actor, now });
  const told: string[][] = [];
  const archive = createArchive({
    ...{ store, actor, recorded, now },
    objects: () => Promise.reject(new Error("nothing is to be sent here")),
    during: async (work) => work(),
    ending: new AbortController().signal,
    onChange: () => undefined,
    report: String,
  });
  const changed = (nouns: string[]): number => told.push(nouns);
  const options = { store, actor, now, recorded, archive, changed };
  const photoId = store.photos.add(newPhoto("a", null), now());
  store.analyses.add(photoId, newAnalysis("routine", 0.1), now());
  const log = () =>
    store.audit
      .list(NO_AUDIT_FILTER, 50, 0)
      .entries.map(({ action, subject, details }) => ({ action, subject, details }));
  return { store, photoId, told, log, ...outcomeHandlers(options), ...settingsHandlers(options) };
}

describe("recording an outcome", () => {
  it("names who it was, tells the window, and logs nothing of what was found", async () => {
    const { photoId, told, log, ...handlers } = desk();
    const outcome = await handlers["outcomes.record"]({
      photoId,
      diagnosis: "mel",
      confidence: "high",
      nextStep: "excision",
      note: "left arm",
    });
    expect(outcome).toMatchObject({ diagnosis: "mel", by: "Dr Anna" });
    expect(told).toEqual([["photos", "patients"]]);
    expect(log()).toEqual([
      { action: "photo.outcome", subject: photoId, details: { kind: "clinical" } },
    ]);
    await handlers["outcomes.withdraw"]({ outcomeId: outcome.id });
    expect(log()[0]?.details).toEqual({ kind: "clinical", withdrawn: true });
    expect(await handlers["outcomes.list"]({ photoId })).toMatchObject([
      { id: outcome.id, withdrawn: { by: "Dr Anna" } },
    ]);
  });

  it("puts the photo of a patient in line for the archive, where the clinic wants that", async () => {
    const { store, photoId, ...handlers } = desk();
    const outcome = {
      photoId,
      diagnosis: "nv",
      confidence: null,
      nextStep: null,
      note: "",
    } as const;
    const lengthAfter = async (): Promise<number> => {
      await handlers["outcomes.record"](outcome);
      return store.archiveQueue.list(10).length;
    };
    const access = { url: "https://archive.invalid", user: "", password: "" };
    store.settings.setArchivePause({ by: null });
    store.settings.updateArchive({ access, afterConfirmation: true });
    expect(await lengthAfter()).toBe(0);
    store.photos.assign(photoId, store.patients.create(newPatient(), new Date()));
    store.settings.updateArchive({ access, afterConfirmation: false });
    expect(await lengthAfter()).toBe(0);
    store.settings.updateArchive({ access, afterConfirmation: true });
    expect(await lengthAfter()).toBe(1);
    expect(await lengthAfter()).toBe(1);
  });

  it("takes a report of today, and none of tomorrow", async () => {
    const { photoId, log, ...handlers } = desk();
    const report = { photoId, diagnosis: "nv", note: "" } as const;
    expect(() => handlers["outcomes.recordHistology"]({ ...report, date: "2026-03-05" })).toThrow(
      expect.objectContaining({ code: "outcome.future" }),
    );
    expect(log()).toEqual([]);
    const outcome = await handlers["outcomes.recordHistology"]({ ...report, date: "2026-03-04" });
    expect(outcome).toMatchObject({ kind: "histology", date: "2026-03-04" });
  });

  it("is for clinicians and administrators; everybody may look", () => {
    for (const channel of [
      "outcomes.record",
      "outcomes.recordHistology",
      "outcomes.withdraw",
    ] as const) {
      expect(requests[channel].roles).toEqual(["clinician", "admin"]);
    }
    expect(requests["outcomes.list"].roles).toContain("staff");
  });
});

describe("the rule for file names", () => {
  it("is kept and logged, and only an administrator changes it", async () => {
    const { log, ...handlers } = desk();
    expect(await handlers["settings.get"]({})).toEqual({ fileNameRule: "" });
    const settings = { fileNameRule: "{number}_*" };
    expect(await handlers["settings.update"](settings)).toEqual(settings);
    expect(await handlers["settings.get"]({})).toEqual(settings);
    expect(log()).toEqual([{ action: "clinic.changed", subject: null, details: {} }]);
    expect(requests["settings.update"].roles).toEqual(["admin"]);
  });

  it("is usable or empty", () => {
    const { input } = requests["settings.update"];
    expect(input.safeParse({ fileNameRule: "" }).success).toBe(true);
    expect(input.safeParse({ fileNameRule: "{number}*" }).success).toBe(false);
    expect(input.safeParse({ fileNameRule: "{number}_*" }).success).toBe(true);
  });
});
