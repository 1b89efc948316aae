/** Training runs as the application does them: the store, the trainer in a process of its own. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { TrainingRun } from "../../electron/contract/training";
import type { Store } from "../../electron/store/open";
import { clinicData } from "../../electron/workflows/trainingData";
import { trainingRecord } from "../../electron/workflows/trainingRecord";
import type { TrainingRuns } from "../../electron/workflows/trainingRuns";
import { writeModelWithLittleToRehearse } from "../fixtures/otherModel";
import { writePhotoSet } from "../fixtures/photos";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { openRuns, signIn as signInWith } from "../fixtures/trainingClinic";
import { fillWithPhotos } from "../fixtures/trainingPhotos";

const PHOTOS = 28;

const now = (): Date => new Date();
let drawn: string;
let shippedModel: string;
let files: string[];

beforeAll(async () => {
  drawn = mkdtempSync(join(tmpdir(), "lentigo-drawn-"));
  shippedModel = join(drawn, "model");
  await writeModelWithLittleToRehearse(shippedModel);
  files = await writePhotoSet(drawn, { count: PHOTOS, seed: 95, width: 150, height: 112 });
}, 300_000);
afterAll(() => {
  rmSync(drawn, { recursive: true });
});

const signIn = (runs: TrainingRuns, folder: string) => signInWith(runs, folder, shippedModel);

async function clinic(options: Parameters<typeof openRuns>[0] = {}) {
  const folder = join(temporaryFolder(), "clinic");
  fillWithPhotos(folder, files);
  const open = openRuns(options);
  onTestFinished(() => open.runs.suspend());
  const desk = await signIn(open.runs, folder);
  return { ...open, ...desk, folder };
}

const dataOf = (store: Store) => clinicData({ store, now }, "base-2");

/** Versions that have learned from photos of the clinic. */
const versionsLearned = (store: Store, version: string): number =>
  store.trainingCases.all(version).filter(({ learned }) => learned).length;

const isReadIn = (run: TrainingRun): boolean => run.phase !== null && run.phase !== "reading";
const hasEnded = ({ state }: TrainingRun): boolean =>
  ["done", "failed", "cancelled", "interrupted"].includes(state);

describe("a training run", { timeout: 300_000 }, () => {
  it("makes a candidate of the clinic's cases, and a record of how", async () => {
    const { runs, told, until, awake, store, models, folders, folder } = await clinic();
    const data = dataOf(store);
    const started = runs.start(data, "quick", null);
    expect(started).toMatchObject({ state: "preparing", parent: "base-2", progress: 0 });
    expect(() => runs.start(data, "quick", null)).toThrow(
      expect.objectContaining({ code: "training.running" }),
    );
    expect(awake()).toBe(1);
    const ended = await until(hasEnded);
    expect(ended).toMatchObject({ state: "done", failure: null, progress: 1 });
    expect(awake()).toBe(0);
    expect(runs.isBusy).toBe(false);
    for (const run of told) expect(TrainingRun.parse(run)).toEqual(run);
    expect(told.map(({ phase }) => phase)).toContain("features");

    const { version } = started;
    expect(models.list().find((one) => one.version === version)).toMatchObject({
      ...{ state: "candidate", parent: "base-2", origin: "retrained" },
    });
    const train = data.photos.filter(({ part }) => part === "train").length;
    expect(versionsLearned(store, version)).toBe(train);
    const detail = await models.detail(version);
    expect(detail.comparison?.holdout.photos).toBe(PHOTOS - train);
    expect(readdirSync(join(folder, "training"))).toEqual([]);
    expect(store.integrity()).toBe("ok");

    const { content } = await trainingRecord({ store, folders, now }, started.id);
    expect(content).toContain(`| all | ${String(train)} | ${String(PHOTOS - train)} |`);
    expect(content).toContain("Nobody has made this version the active one.");
    expect(content).not.toContain("lesion 1");
  });

  it("goes on after the trainer was killed, to the same result", async () => {
    const { runs, until, kill, store } = await clinic();
    const whole = runs.start(dataOf(store), "quick", null);
    await until(({ id, state }) => id === whole.id && state === "done");

    const { id } = runs.start(dataOf(store), "quick", null);
    const ofSecond = (fits: (run: TrainingRun) => boolean) =>
      until((run) => run.id === id && fits(run));
    await ofSecond(isReadIn);
    kill();
    expect(await ofSecond(hasEnded)).toMatchObject({ state: "interrupted" });
    expect(store.integrity()).toBe("ok");
    expect(runs.resume(id).state).toBe("preparing");
    await ofSecond(({ state }) => state === "done");
    expect(store.integrity()).toBe("ok");
    // Three decays with either share of the clinic, a point each, drawn once.
    expect(store.trainingRuns.get(id).curve.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5, 6]);

    const [expected, found] = [whole.id, id].map((one) => store.trainingRuns.comparison(one));
    expect(found?.answers.length).toBeGreaterThan(0);
    found?.answers.forEach(({ index, candidate }, place) => {
      const other = expected?.answers[place];
      expect(other?.index).toBe(index);
      candidate.probabilities.forEach((value, at) => {
        // Sums over threads may differ in the last digits.
        expect(value).toBeCloseTo(other?.candidate.probabilities[at] ?? NaN, 4);
      });
    });
  });

  it("goes on while the clinic is locked, and is entered at the next sign-in", async () => {
    const { runs, until, store, lock, folder } = await clinic();
    const { id, version } = runs.start(dataOf(store), "quick", null);
    await until(isReadIn);
    await lock();
    const end = join(folder, "training", id, "end.json");
    await expect.poll(() => existsSync(end), { timeout: 200_000 }).toBe(true);
    await expect.poll(() => runs.isBusy).toBe(false);
    const { store: again, models, lock: lockAgain } = await signIn(runs, folder);
    expect(runs.list()).toMatchObject([{ id, state: "done" }]);
    expect(models.list().map((one) => one.version)).toContain(version);
    expect(again.integrity()).toBe("ok");
    await lockAgain();
  });

  it("keeps what it trained where that cannot be taken in, until it can", async () => {
    const reported: unknown[] = [];
    const { runs, until, store, lock, folder } = await clinic({
      report: (error) => reported.push(error),
    });
    const { id, version } = runs.start(dataOf(store), "quick", null);
    await until(isReadIn);
    const place = join(folder, "models");
    writeFileSync(place, "in the way");
    expect(await until(hasEnded)).toMatchObject({ state: "interrupted" });
    expect(reported).toHaveLength(1);
    rmSync(place);
    // Somebody clicks twice: the version is moved to its place once.
    runs.resume(id);
    runs.resume(id);
    await until(({ state }) => state === "done");
    await lock();
    expect(reported).toHaveLength(1);
    const { models, lock: lockAgain } = await signIn(runs, folder);
    expect(await models.detail(version)).toMatchObject({ version, state: "candidate" });
    expect(readdirSync(join(folder, "training"))).toEqual([]);
    await lockAgain();
  });

  it("reads its photos to the end while the clinic is being locked", async () => {
    const { runs, store, lock, folder } = await clinic();
    const soon = new Date(now().getTime() + 1_000);
    const { id } = runs.start(dataOf(store), "quick", soon);
    await lock();
    expect(runs.isBusy).toBe(true);
    await expect.poll(() => runs.isBusy, { timeout: 200_000 }).toBe(false);
    await signIn(runs, folder);
    expect(runs.list()).toMatchObject([{ id, state: "done" }]);
  });

  it("that reads for too long is gone on with after the next sign-in", async () => {
    const { runs, store, lock, folder } = await clinic({ patience: 0 });
    const { id } = runs.start(dataOf(store), "quick", null);
    await lock();
    await expect.poll(() => runs.isBusy, { timeout: 200_000 }).toBe(false);
    await signIn(runs, folder);
    expect(runs.list()).toMatchObject([{ id, state: "interrupted" }]);
    runs.resume(id);
    await expect.poll(() => runs.list()[0]?.state, { timeout: 200_000 }).toBe("done");
  });

  it("that is cancelled leaves nothing, and its photos as not learned from", async () => {
    const { runs, until, awake, store, models, folders, folder } = await clinic();
    const { id, version } = runs.start(dataOf(store), "quick", null);
    await until(isReadIn);
    expect(await runs.cancel(id)).toMatchObject({ state: "cancelled" });
    const { name, content } = await trainingRecord({ store, folders, now }, id);
    expect(name).toBe(`training-record-${version}.md`);
    expect(content).toContain(": cancelled");
    expect(content).toContain("No version was compared.");
    expect(readdirSync(join(folder, "training"))).toEqual([]);
    expect(versionsLearned(store, version)).toBe(0);
    expect(models.list().map((one) => one.version)).toEqual(["base-2"]);
    expect(awake()).toBe(0);
    expect(store.integrity()).toBe("ok");
  });

  it("for tonight reads its photos at once and waits for its hour", async () => {
    const { runs, until, awake, store } = await clinic();
    const tonight = new Date(now().getTime() + 3_600_000);
    const { id } = runs.start(dataOf(store), "quick", tonight);
    expect(runs.list()).toMatchObject([{ state: "scheduled" }]);
    expect(awake()).toBe(1);
    // Somebody would rather not wait.
    expect(runs.resume(id).state).toMatch(/preparing|running/);
    expect(await until(hasEnded)).toMatchObject({ state: "done" });
    expect(() => runs.start(dataOf(store), "quick", new Date("2126-01-01"))).toThrow(
      expect.objectContaining({ code: "request.invalid" }),
    );
  });

  it("begins by itself when its hour has come", async () => {
    const { runs, until, store } = await clinic();
    const { state } = runs.start(dataOf(store), "quick", new Date(now().getTime() + 2_000));
    expect(state).toBe("scheduled");
    expect(await until(hasEnded)).toMatchObject({ state: "done" });
  });

  it("that lacks memory says so, and goes on once there is some", async () => {
    const noMemory = join(temporaryFolder(), "no-memory.cjs");
    writeFileSync(noMemory, "require('node:os').freemem = () => 0;");
    const { runs, until, store, folder } = await clinic();
    vi.stubEnv("NODE_OPTIONS", `--require=${noMemory}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { id } = runs.start(dataOf(store), "quick", null);
    expect(await until(hasEnded)).toMatchObject({
      state: "interrupted",
      failure: { code: "training.memory" },
    });
    expect(existsSync(join(folder, "training", id))).toBe(true);
    vi.unstubAllEnvs();
    expect(runs.resume(id)).toMatchObject({ state: "preparing", failure: null });
    expect(await until(({ state }) => state === "done")).toMatchObject({ failure: null });
  });

  it("whose trainer dies each time is begun again only where somebody asks", async () => {
    const dying = join(temporaryFolder(), "dying.cjs");
    writeFileSync(dying, "process.exit(1);");
    const { runs, launches, awake, store } = await clinic({ script: dying });
    const { id } = runs.start(dataOf(store), "quick", null);
    for (const time of [1, 2, 3, 4, 5]) {
      await expect.poll(() => runs.isBusy).toBe(false);
      expect(runs.list()).toMatchObject([{ state: "interrupted", failure: null }]);
      expect([launches(), awake()]).toEqual([time, 0]);
      runs.resume(id);
    }
    await expect.poll(() => runs.isBusy).toBe(false);
    expect(await runs.cancel(id)).toMatchObject({ state: "cancelled" });
  });

  it("has what a crash left of earlier ones cleared away at the next sign-in", async () => {
    const { runs, lock, folder } = await clinic();
    await lock();
    mkdirSync(join(folder, "training", "3b4f0c1e-0000-4000-8000-000000000000", "model"), {
      recursive: true,
    });
    await signIn(runs, folder);
    expect(readdirSync(join(folder, "training"))).toEqual([]);
  });

  it("is not gone on with once a patient has withdrawn the consent", async () => {
    const { runs, until, kill, store } = await clinic();
    const { id } = runs.start(dataOf(store), "quick", null);
    await until(isReadIn);
    kill();
    await until(hasEnded);
    const [one] = store.trainingCases.all("base-2");
    if (!one?.patientId) throw new Error("no patient");
    const withdrawal = { purpose: "training", given: false, date: "2026-03-05" } as const;
    store.consents.record(one.patientId, withdrawal, "Ines", now());
    expect(() => runs.resume(id)).toThrow(
      expect.objectContaining({ code: "training.data-changed", details: { photos: 1 } }),
    );
    expect(runs.list()).toMatchObject([{ state: "interrupted" }]);
    expect(await runs.cancel(id)).toMatchObject({ state: "cancelled" });
  });
});
