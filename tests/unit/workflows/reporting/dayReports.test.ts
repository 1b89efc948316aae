import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_AUDIT_FILTER } from "../../../../electron/contract/session";
import { dayCases, writeDayReports } from "../../../../electron/workflows/reporting/dayReports";
import { newAnalysis, newPatient, newPhoto } from "../../../fixtures/records";
import { reportingClinic, TODAY } from "../../../fixtures/reportingClinic";

const DAY = "2026-03-04";
const FORM = { language: "en", paper: "a4" } as const;

function clinic() {
  const made = reportingClinic();
  const out = join(made.folder, "reports");
  mkdirSync(out);
  const progress: [number, number][] = [];
  const controller = new AbortController();
  const write = (folder = out) =>
    writeDayReports(
      {
        store: made.store,
        desk: made.desk,
        recorded: made.recorded,
        onProgress: (...at) => {
          progress.push(at);
          if (at[0] === stopAfter.count) controller.abort();
          if (at[0] === failAfter.count) throw new Error("the window is gone");
        },
        signal: controller.signal,
      },
      DAY,
      FORM,
      folder,
    );
  const stopAfter = { count: -1 };
  const failAfter = { count: -1 };
  return { ...made, out, progress, write, stopAfter, failAfter };
}

describe("the reports of a day", () => {
  it("leave out photos of nobody's and those that wait for an analysis", () => {
    const { store, patientId, takeIn } = clinic();
    const stray = takeIn("stray", null, TODAY);
    const waiting = store.photos.add(newPhoto("waiting", patientId), TODAY);
    expect(dayCases(store, DAY)).toEqual({
      cases: 1,
      leftOut: [
        { photoId: waiting, name: "waiting.jpg", because: "not-analysed" },
        { photoId: stray, name: "stray.jpg", because: "no-patient" },
      ],
    });
    expect(dayCases(store, "2026-03-05")).toEqual({ cases: 0, leftOut: [] });
  });

  it("are one file each: as signed, or else a draft; with progress and an entry in the log", async () => {
    const { store, desk, out, photoId, patientId, takeIn, write, progress } = clinic();
    takeIn("second", patientId, TODAY);
    const subject = { kind: "case", photoId } as const;
    const request = { subject, ...FORM, similar: false, corrects: null };
    const { id } = await desk.sign((await desk.preview(request)).reportId);
    expect(await write()).toEqual({
      folder: "reports",
      signed: 1,
      drafts: 1,
      failures: [],
      notReached: 0,
    });
    expect(readdirSync(out)).toHaveLength(2);
    const { name, pdf } = desk.file(id);
    expect(readFileSync(join(out, name)).equals(pdf)).toBe(true);
    expect(progress).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
    expect(store.audit.list(NO_AUDIT_FILTER, 1, 0).entries[0]).toMatchObject({
      action: "reports.saved",
      details: { day: DAY, signed: 1, drafts: 1 },
    });
  });

  it("never give a patient what was signed of another", async () => {
    const { store, desk, out, photoId, write, now } = clinic();
    const request = { subject: { kind: "case", photoId } as const, similar: false, corrects: null };
    await desk.sign((await desk.preview({ ...request, ...FORM })).reportId);
    store.photos.assign(photoId, store.patients.create(newPatient({ familyName: "Other" }), now()));
    expect(await write()).toMatchObject({ signed: 0, drafts: 1 });
    expect(readdirSync(out)[0]).toMatch(/^Other /);
  });

  it("leave files that are there as they are", async () => {
    const { out, write } = clinic();
    await write();
    const [first = ""] = readdirSync(out);
    writeFileSync(join(out, first), "kept");
    await write();
    expect(readdirSync(out).sort()).toEqual([first.replace(".pdf", " (2).pdf"), first].sort());
    expect(readFileSync(join(out, first), "utf8")).toBe("kept");
  });

  it("stop where somebody says so; what is written stays", async () => {
    const { out, patientId, takeIn, write, stopAfter } = clinic();
    takeIn("second", patientId, TODAY);
    takeIn("third", patientId, TODAY);
    stopAfter.count = 1;
    expect(await write()).toMatchObject({ drafts: 1, failures: [], notReached: 2 });
    expect(readdirSync(out)).toHaveLength(1);
  });

  it("that were written are in the log, whatever ended the others", async () => {
    const { store, out, patientId, takeIn, write, failAfter } = clinic();
    takeIn("second", patientId, TODAY);
    failAfter.count = 1;
    await expect(write()).rejects.toThrow("the window is gone");
    expect(readdirSync(out)).toHaveLength(1);
    expect(store.audit.list(NO_AUDIT_FILTER, 1, 0).entries[0]).toMatchObject({
      action: "reports.saved",
      details: { day: DAY, signed: 0, drafts: 1 },
    });
  });

  it("tell which one failed and go on with the others", async () => {
    const { store, out, patientId, takeIn, write } = clinic();
    const broken = store.photos.add(newPhoto("broken", patientId), TODAY);
    store.analyses.add(broken, newAnalysis("urgent", 0.9), TODAY);
    takeIn("second", patientId, TODAY);
    const result = await write();
    expect(result.failures).toEqual([
      { photoId: broken, name: "broken.jpg", code: "photo.file-missing" },
    ]);
    expect(result).toMatchObject({ drafts: 2, notReached: 0 });
    expect(readdirSync(out)).toHaveLength(2);
  });

  it("end where the folder is gone, with nothing half-written", async () => {
    const { out, patientId, takeIn, write } = clinic();
    takeIn("second", patientId, TODAY);
    rmSync(out, { recursive: true });
    const result = await write();
    expect(result.failures).toMatchObject([{ code: "output.unwritable" }]);
    expect(result).toMatchObject({ signed: 0, drafts: 0, notReached: 1 });
    expect(existsSync(out)).toBe(false);
  });
});
