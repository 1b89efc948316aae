import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DemoLine } from "../../electron/commands/demo";
import { demoClinic } from "../../electron/demo/clinic";
import { unguarded } from "../../electron/store/keyFile";
import { openStore, type Store } from "../../electron/store/open";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision } from "../../electron/vision/client";
import {
  createDemoClinic,
  type DemoClinicOptions,
} from "../../electron/workflows/createDemoClinic";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { lentigo, root } from "../fixtures/commandLine";
import { newPatient, photoFilter } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const moment = new Date(2026, 5, 11, 15, 30);
const plan = demoClinic({ now: moment, patients: 2 });
const planned = plan.patients.flatMap(({ photos }) => photos);
const total = planned.length + plan.strays.length;

function openFolder(folder: string): Store {
  const store = openStore({ folder, guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  return store;
}

const workerFile = join(root, "out/app/demo-draw-worker.cjs");

/** A store, and all that it takes to fill it with two patients. */
function emptyClinic(): DemoClinicOptions {
  const store = openFolder(join(temporaryFolder(), "clinic"));
  const vision = startVision({
    modelFolder: join(root, "models/base"),
    launch: (folder) => launchVisionChild(join(root, "out/app/vision-host.cjs"), folder),
  });
  onTestFinished(() => {
    vision.stop();
  });
  const now = (): Date => moment;
  const actor = { id: null, name: "", role: "admin" } as const;
  const recorded = createRecordedChange({ store, actor, now });
  return { store, recorded, vision, now, workerFile, patients: 2 };
}

function patientIds({ patients }: Store) {
  return plan.patients.map(({ number }) => {
    const id = patients.findByNumber(number);
    if (id === null) throw new Error(`no patient ${number}`);
    return id;
  });
}

function photosIn(store: Store) {
  return patientIds(store).flatMap((id) => store.photos.ofPatient(id));
}

describe("lentigo demo create", () => {
  it("makes a clinic that opens without a password, and counts what is in it", async () => {
    const folder = join(temporaryFolder(), "demo");
    const args = ["demo", "create", "--out", folder, "--patients", "2", "--json"];
    const { status, output, complaints } = await lentigo(...args);
    expect([status, complaints]).toEqual([0, ""]);
    const line = JSON.parse(output) as DemoLine;
    expect(line).toEqual({
      folder,
      complete: true,
      patients: 2,
      lesions: 4,
      photos: total,
      outcomes: expect.any(Number) as number,
    });
    const store = openFolder(folder);
    expect(store.patients.list("", 10, 0).total).toBe(2);
    expect(photosIn(store)).toHaveLength(planned.length);
    expect(store.audit.verify()).toMatchObject({ intact: true });
  });

  it("keeps away from a clinic with records of its own", async () => {
    const folder = join(temporaryFolder(), "real");
    const real = openStore({ folder, guards: [unguarded] });
    real.patients.create(newPatient({ number: "2026-1" }), moment);
    real.close();
    const { status, complaints } = await lentigo("demo", "create", "--out", folder);
    expect(status).toBe(1);
    expect(complaints).toContain("demo.other-records");
    expect(openFolder(folder).patients.list("", 10, 0).total).toBe(1);
  });

  it("says what is wrong with its usage", async () => {
    expect((await lentigo("demo", "create")).status).toBe(2);
    const folder = join(temporaryFolder(), "demo");
    expect((await lentigo("demo", "remove", "--out", folder)).status).toBe(2);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("the demo clinic in a store", () => {
  it("has what was planned: lesions, days, visits, consents, outcomes", async () => {
    const options = emptyClinic();
    const { store } = options;
    const steps: [number, number][] = [];
    const onProgress = (done: number, all: number): void => void steps.push([done, all]);
    await createDemoClinic({ ...options, onProgress });
    expect(steps).toEqual(Array.from({ length: total }, (_, index) => [index + 1, total]));

    const kept = new Map(photosIn(store).map((photo) => [photo.name, photo]));
    for (const photo of planned) {
      const found = kept.get(photo.name);
      if (!found) throw new Error(`no photo ${photo.name}`);
      expect(found.lesion?.number ?? null).toBe(photo.lesion === null ? null : photo.lesion + 1);
      expect(found.takenAt).toBe(photo.takenAt.toISOString());
      expect(found.addedAt).toBe(photo.takenAt.toISOString());
      expect(found.analysis?.createdAt).toBe(photo.takenAt.toISOString());
      const own = store.outcomes.ofPhoto(found.id).filter(({ photoId }) => photoId === found.id);
      expect(own.map(({ kind, diagnosis }) => [kind, diagnosis]).reverse()).toEqual(
        photo.outcomes.map(({ kind, diagnosis }) => [kind, diagnosis]),
      );
    }
    patientIds(store).forEach((id, index) => {
      const patient = plan.patients[index];
      expect(store.consents.ofPatient(id)).toHaveLength(patient?.consents.length ?? NaN);
      const noted = store.visits.ofPatient(id).filter(({ note }) => note !== "");
      expect(noted.map(({ date, note }) => ({ date, note })).reverse()).toEqual(
        patient?.visitNotes,
      );
    });
    const { total: unassigned } = store.photos.list(
      photoFilter({ unassigned: true }),
      moment,
      10,
      0,
    );
    expect(unassigned).toBe(plan.strays.length);
  });

  it("ended between two photos goes on from there; nothing is there twice", async () => {
    const options = emptyClinic();
    const { store } = options;
    const end = new AbortController();
    const first = await createDemoClinic({
      ...options,
      signal: end.signal,
      onProgress: (done) => {
        if (done === 5) end.abort();
      },
    });
    expect(first).toMatchObject({ complete: false, photos: 5 });
    const before = photosIn(store).map(({ id }) => id);

    const second = await createDemoClinic(options);
    expect(second).toMatchObject({ complete: true, photos: total });
    expect(photosIn(store)).toHaveLength(planned.length);
    expect(photosIn(store).map(({ id }) => id)).toEqual(expect.arrayContaining(before));
    expect(store.patients.list("", 10, 0).total).toBe(2);
    expect(store.audit.verify()).toMatchObject({ intact: true });
  });

  it("once filled stays as people changed it", async () => {
    const options = emptyClinic();
    const { store } = options;
    await createDemoClinic(options);
    const [photo] = photosIn(store);
    if (!photo) throw new Error("no photo");
    store.photos.remove(photo.id);
    const again = await createDemoClinic(options);
    expect(again.complete).toBe(true);
    expect(photosIn(store)).toHaveLength(planned.length - 1);
  });
});

/** Has the thread draw one photo and tells whether native libvips came into the process. */
const DRAW_ONE = `
  const worker = new (require("node:worker_threads").Worker)(process.argv[1]);
  const options = { seed: 1, diagnosis: "nv", width: 120, height: 90 };
  worker.postMessage({ id: 1, drawing: { kind: "lesion", options } });
  worker.on("message", ({ jpeg }) => {
    const maps = require("node:fs").readFileSync("/proc/self/maps", "utf8");
    console.log(jpeg.length > 1000, maps.includes("libvips"));
    process.exit();
  });
`;

describe.runIf(process.platform === "linux")("the thread that draws", () => {
  it.each([
    ["Electron, where GTK would meet libvips", "electron", "true false\n"],
    ["Node", "node", "true true\n"],
  ])("works in %s", async (_, runtime, expected) => {
    const electron = createRequire(import.meta.url)("electron") as string;
    const program = runtime === "electron" ? electron : process.execPath;
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
    const run = promisify(execFile)(program, ["-e", DRAW_ONE, workerFile], { env });
    expect((await run).stdout).toBe(expected);
  });
});
