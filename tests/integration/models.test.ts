import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Comparison } from "../../electron/contract/comparison";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import type { AuditAction } from "../../electron/domain/audit";
import { unguarded } from "../../electron/store/keyFile";
import { openStore } from "../../electron/store/open";
import { modelHandlers } from "../../electron/ipc/models";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision, type VisionClient } from "../../electron/vision/client";
import { peekIdentity, readModelFiles } from "../../electron/vision/network/installedModel";
import { decodeModelFile, encodeModelFile } from "../../electron/vision/network/modelFile";
import { createModelExchange } from "../../electron/workflows/modelExchange";
import { openModelFolders } from "../../electron/workflows/modelFolders";
import { createModelRegistry } from "../../electron/workflows/modelRegistry";
import { createOfferedModel } from "../../electron/workflows/offeredModel";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { root } from "../fixtures/commandLine";
import { someComparison } from "../fixtures/comparisons";
import { confirmedPhoto, consentingPatient } from "../fixtures/confirmedPhotos";
import { baseModel, writeOtherModel } from "../fixtures/otherModel";
import { writePhotoSet } from "../fixtures/photos";
import { newPatient } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { plannedPhoto, startedRun, trainingPlan } from "../fixtures/trainingRuns";

const actor = { id: null, name: "Dr. Ines Albrecht", role: "admin" } as const;

let vision: VisionClient;

beforeAll(() => {
  vision = startVision({
    modelFolder: baseModel,
    launch: (folder) => launchVisionChild(join(root, "out/app/vision-host.cjs"), folder),
  });
});
afterAll(() => {
  vision.stop();
});

/** A clinic as after signing in. */
function clinic(home = temporaryFolder()) {
  const store = openStore({ folder: join(home, "clinic"), guards: [unguarded] });
  let isOpen = true;
  const close = (): void => {
    if (isOpen) store.close();
    isOpen = false;
  };
  onTestFinished(close);
  let time = Date.parse("2026-11-21T08:00:00Z");
  const now = (): Date => new Date((time += 1000));
  const recorded = createRecordedChange({ store, actor, now });
  const identity = peekIdentity(baseModel);
  const shipped = identity && { ...identity, folder: baseModel };
  const folders = openModelFolders({ store, folder: join(home, "clinic/models"), shipped });
  const models = createModelRegistry({ store, recorded, actor, now, folders });
  const exchange = createModelExchange({ store, recorded, folders });
  models.knowShipped();
  models.useActive(vision);

  /** A run that has come to its end, its version not installed yet. */
  const trained = async (
    version: string,
    given: Partial<Comparison> = {},
    plan = trainingPlan([]),
  ) => {
    const folder = join(home, "training", version);
    await writeOtherModel(folder, version);
    const runId = startedRun(store, { version, parent: models.active().version, plan });
    return { runId, folder, comparison: someComparison({ candidate: version, ...given }) };
  };
  const candidate = async (version: string, given: Partial<Comparison> = {}): Promise<void> => {
    await models.install(await trained(version, given));
  };
  const states = (): string[] => models.list().map(({ version, state }) => `${version} ${state}`);
  const actions = (): AuditAction[] => {
    return store.audit
      .list(NO_AUDIT_FILTER, 100, 0)
      .entries.map(({ action }) => action as AuditAction);
  };
  const installed = (): string[] => readdirSync(join(home, "clinic/models")).sort();
  return {
    store,
    folders,
    models,
    exchange,
    trained,
    candidate,
    states,
    actions,
    installed,
    /** Where the clinic's own copy of a version lies. */
    own: (version: string): string => join(home, "clinic/models", version),
    close,
  };
}

async function photoBytes(): Promise<Uint8Array> {
  const [photo = ""] = await writePhotoSet(temporaryFolder(), {
    count: 1,
    seed: 8,
    width: 300,
    height: 225,
  });
  return readFileSync(photo);
}

const probabilities = async (bytes: Uint8Array): Promise<number[]> =>
  Object.values((await vision.ask("assess", { bytes })).probabilities);

describe("a clinic's model versions", () => {
  it("begin with the shipped one, of which a copy is kept", async () => {
    const { models, folders, installed } = clinic();
    expect(models.list()).toMatchObject([
      { version: "base-2", parent: "base-1", origin: "shipped", state: "active", analyses: 0 },
    ]);
    await folders.keepShipped();
    expect(installed()).toEqual(["base-2"]);
    expect(folders.isKept("base-2")).toBe(true);
    const { card, parts, promotions, promotion } = await models.detail("base-2");
    expect(card).toContain("base-2");
    expect(parts.map(({ part }) => part)).toEqual(["val", "isic2018-val"]);
    expect(parts[0]?.measures.balancedAccuracy?.value).toBeCloseTo(0.7936, 4);
    expect(parts[0]?.classes.find(({ diagnosis }) => diagnosis === "akiec")?.photos).toBe(41);
    expect(promotions).toMatchObject([{ by: null, from: null, to: "base-2" }]);
    expect(promotion).toBeNull();
  });

  it("are promoted and rolled back, and then answer as they did before", async () => {
    const { models, candidate, states, actions, store } = clinic();
    const photo = await photoBytes();
    const before = await probabilities(photo);
    await candidate("clinic-1");
    expect(states()).toEqual(["base-2 active", "clinic-1 candidate"]);
    expect((await models.detail("clinic-1")).promotion).toEqual({
      kind: "promotion",
      because: null,
    });

    await models.promote("clinic-1", null, vision);
    const assessment = await vision.ask("assess", { bytes: photo });
    expect(assessment.modelVersion).toBe("clinic-1");
    expect(Object.values(assessment.probabilities)).not.toEqual(before);
    expect(states()).toEqual(["clinic-1 active", "base-2 available"]);

    await models.promote("base-2", null, vision);
    for (const [index, value] of (await probabilities(photo)).entries()) {
      expect(Math.abs(value - (before[index] ?? -1))).toBeLessThan(1e-6);
    }
    expect(store.modelVersions.promotions("clinic-1")).toMatchObject([
      { by: actor.name, from: "clinic-1", to: "base-2", kind: "roll-back", overrideReason: null },
      { by: actor.name, from: "base-2", to: "clinic-1", kind: "promotion", overrideReason: null },
    ]);
    expect(actions()).toEqual(["model.rolled-back", "model.promoted", "training.finished"]);
  });

  it("that the gate refuses take a reason, which is kept", async () => {
    const { models, candidate, states, store } = clinic();
    await candidate("clinic-1", {
      gate: { passes: false, reasons: [{ code: "one-class", set: "holdout" }] },
    });
    await expect(models.promote("clinic-1", null, vision)).rejects.toMatchObject({
      code: "model.reason-needed",
    });
    expect(states()).toEqual(["base-2 active", "clinic-1 candidate"]);
    await models.promote("clinic-1", "The maker asked for it, case 4711.", vision);
    expect(store.modelVersions.promotions("clinic-1")).toMatchObject([
      { overrideReason: "The maker asked for it, case 4711." },
    ]);
  });

  it("take a reason where they were compared with one that has given way", async () => {
    const { models, candidate } = clinic();
    await candidate("clinic-1");
    await candidate("clinic-22", { active: "base-2" });
    await models.promote("clinic-1", null, vision);
    expect((await models.detail("clinic-22")).promotion).toEqual({
      kind: "override",
      because: "compared-with-other",
    });
    await expect(models.promote("clinic-22", null, vision)).rejects.toMatchObject({
      code: "model.reason-needed",
    });
  });

  it("that were changed on the disk are not promoted", async () => {
    const { models, folders, candidate, states } = clinic();
    await candidate("clinic-1");
    writeFileSync(join(folders.of("clinic-1"), "weights.bin"), "nothing");
    await expect(models.promote("clinic-1", null, vision)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "weights.bin" },
    });
    expect(states()).toEqual(["base-2 active", "clinic-1 candidate"]);
    const { modelVersion } = await vision.ask("assess", { bytes: await photoBytes() });
    expect(modelVersion).toBe("base-2");
  });

  it("that are active and damaged leave the way back open", async () => {
    const home = temporaryFolder();
    const first = clinic(home);
    await first.candidate("clinic-1");
    await first.models.promote("clinic-1", null, vision);
    const folder = first.folders.of("clinic-1");
    first.close();
    await vision.use(baseModel, "stay");
    writeFileSync(join(folder, "weights.bin"), "nothing");

    const { models } = clinic(home);
    const photo = await photoBytes();
    await expect(probabilities(photo)).rejects.toMatchObject({ code: "model.damaged" });
    await models.promote("base-2", null, vision);
    expect(await probabilities(photo)).toHaveLength(7);
  });

  it("that are active and were exchanged are not used, until somebody goes back to another", async () => {
    const home = temporaryFolder();
    const first = clinic(home);
    await first.candidate("clinic-1");
    await first.models.promote("clinic-1", null, vision);
    const folder = first.folders.of("clinic-1");
    first.close();
    rmSync(folder, { recursive: true });
    await writeOtherModel(folder, "clinic-1", "2020-01-01T00:00:00Z");

    const { models } = clinic(home);
    await expect(probabilities(await photoBytes())).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
    expect(() => models.folderOf("clinic-1")).toThrow(
      expect.objectContaining({ code: "model.damaged" }),
    );
    vision.restart();
    expect(vision.status).toMatchObject({ state: "failed", code: "model.damaged" });
    await models.promote("base-2", null, vision);
    expect(vision.status).toMatchObject({ model: { version: "base-2" } });
  });

  it("that were active once are never deleted, so that their name stays theirs", async () => {
    const { models, candidate } = clinic();
    await candidate("clinic-1");
    await models.promote("clinic-1", null, vision);
    await models.promote("base-2", null, vision);
    await expect(models.remove("clinic-1")).rejects.toMatchObject({ code: "model.in-use" });
  });

  it("are not deleted while they are being promoted, and not promoted once discarded", async () => {
    const { models, candidate, states } = clinic();
    await candidate("clinic-1");
    const promoted = models.promote("clinic-1", null, vision);
    const removed = models.remove("clinic-1");
    await promoted;
    await expect(removed).rejects.toMatchObject({ code: "model.in-use" });

    await candidate("clinic-2", { active: "clinic-1" });
    const late = models.promote("clinic-2", null, vision);
    // Before the first step that waits has come back.
    await Promise.resolve();
    models.discard("clinic-2");
    await expect(late).rejects.toMatchObject({ code: "model.discarded" });
    expect(states()).toContain("clinic-1 active");
    await expect
      .poll(() => vision.status, { timeout: 60_000 })
      .toMatchObject({ state: "ready", model: { version: "clinic-1" } });
    await models.promote("base-2", null, vision);
  });

  it("are refused where two patients of both sides became one during the run", async () => {
    const { store, models, trained } = clinic();
    const at = new Date("2026-11-20T08:00:00Z");
    const photos = ["held", "taught"].map((name) => {
      const patientId = consentingPatient(store, name);
      return { patientId, photoId: confirmedPhoto(store, { name, patientId, diagnosis: "mel" }) };
    });
    store.trainingSides.draw(store.trainingCases.all("base-2"), at);
    const planned = photos.map(({ patientId, photoId }, index) => ({
      ...plannedPhoto(index === 0 ? "held" : "taught", "train", photoId),
      group: patientId,
      part: store.trainingSides.of(patientId) ?? ("train" as const),
    }));
    expect(new Set(planned.map(({ part }) => part)).size).toBe(2);
    const run = await trained("clinic-1", {}, trainingPlan(planned));
    const [one, other] = photos;
    if (one && other) store.merges.merge(one.patientId, other.patientId, newPatient(), at);
    await expect(models.install(run)).rejects.toMatchObject({ code: "training.overlap" });
  });

  it("have what a crash left beside them cleared away, and nothing else", async () => {
    const { folders, candidate, installed } = clinic();
    await candidate("clinic-1");
    const place = dirname(folders.of("clinic-1"));
    for (const name of [".import-3b4f", "clinic-2.new-Xy12ab", "clinic-2.new-Xy12ab.old"]) {
      mkdirSync(join(place, name));
    }
    await folders.keepShipped();
    expect(installed()).toEqual(["base-2", "clinic-1"]);
  });

  it("are discarded only while they are candidates, and then stay so", async () => {
    const { models, candidate, states } = clinic();
    await candidate("clinic-1");
    models.discard("clinic-1");
    expect(states()).toEqual(["base-2 active", "clinic-1 discarded"]);
    expect((await models.detail("clinic-1")).promotion).toBeNull();
    await expect(models.promote("clinic-1", "because I want it", vision)).rejects.toMatchObject({
      code: "model.discarded",
    });
    expect(() => {
      models.discard("base-2");
    }).toThrow(expect.objectContaining({ code: "model.not-candidate" }));
  });

  it("are deleted with their folder, unless something needs them", async () => {
    const { models, candidate, states, installed, store } = clinic();
    await candidate("clinic-1");
    await candidate("clinic-22");
    confirmedPhoto(store, {
      name: "a",
      patientId: null,
      diagnosis: "nv",
      modelVersion: "clinic-1",
    });
    await models.remove("clinic-22");
    expect(installed()).toEqual(["clinic-1"]);
    for (const version of ["clinic-1", "base-2"]) {
      await expect(models.remove(version)).rejects.toMatchObject({ code: "model.in-use" });
    }
    expect(states()).toEqual(["base-2 active", "clinic-1 candidate"]);
    await expect(models.remove("clinic-22")).rejects.toMatchObject({ code: "model.unknown" });
  });

  it("of a run are installed once, also where a crash came in between", async () => {
    const { store, models, folders, trained, states } = clinic();
    const run = await trained("clinic-1");
    await folders.settle(run.folder, store.trainingRuns.get(run.runId).version);
    await models.install(run);
    await models.install(run);
    expect(states()).toEqual(["base-2 active", "clinic-1 candidate"]);
    expect(store.trainingRuns.get(run.runId).state).toBe("done");
  });
});

describe("a version as a file", () => {
  /** What would be written to a file. */
  async function exported(from: ReturnType<typeof clinic>, version: string): Promise<Uint8Array> {
    let written = new Uint8Array(0);
    const saved = await from.exchange.export(version, ({ name, bytes }) => {
      expect(name).toBe(`${version}.lentigo-model`);
      written = Uint8Array.from(bytes);
      return Promise.resolve(true);
    });
    expect(saved).toBe(true);
    return written;
  }

  it("goes to another clinic, where it has not been compared", async () => {
    const first = clinic();
    await first.candidate("clinic-1");
    const bytes = await exported(first, "clinic-1");
    expect(first.actions()[0]).toBe("model.exported");

    const { models, exchange, installed, actions } = clinic();
    // Somebody drops the file and opens it with a double click at the same time.
    const twice = [exchange.import(bytes), exchange.import(bytes)];
    expect(await Promise.all(twice)).toEqual(["clinic-1", "clinic-1"]);
    expect(await models.detail("clinic-1")).toMatchObject({
      origin: "imported",
      state: "candidate",
      parent: "base-2",
      comparison: null,
      promotion: { kind: "override", because: "not-compared" },
    });
    expect(installed()).toEqual(["clinic-1"]);
    expect(actions()).toEqual(["model.imported"]);
    await models.promote("clinic-1", "Tested in our other practice.", vision);
    expect(vision.status).toMatchObject({ model: { version: "clinic-1" } });
    await vision.use(baseModel, "stay");
  });

  it("that is here already is left as it is; one of its name is refused", async () => {
    const first = clinic();
    await first.candidate("clinic-1");
    const bytes = await exported(first, "clinic-1");
    expect(await first.exchange.import(bytes)).toBe("clinic-1");
    expect(first.models.list()).toHaveLength(2);

    const files = decodeModelFile(bytes);
    const manifest = JSON.parse(String(files["manifest.json"])) as Record<string, unknown>;
    const other = Buffer.from(JSON.stringify({ ...manifest, created: "2020-01-01T00:00:00Z" }));
    const changed = encodeModelFile({ ...files, "manifest.json": other });
    await expect(first.exchange.import(changed)).rejects.toMatchObject({
      code: "model.exists",
      details: { version: "clinic-1" },
    });
  });

  it("brings back the folder of its version, lost or damaged", async () => {
    const first = clinic();
    const { exchange, folders, actions } = first;
    await first.candidate("clinic-1");
    const bytes = await exported(first, "clinic-1");
    const before = actions();
    const folder = folders.of("clinic-1");
    for (const harm of [
      () => {
        rmSync(folder, { recursive: true });
      },
      () => {
        writeFileSync(join(folder, "weights.bin"), "no weights");
      },
    ]) {
      harm();
      await expect(folders.checked("clinic-1")).rejects.toThrow();
      expect(await exchange.import(bytes)).toBe("clinic-1");
      await expect(folders.checked("clinic-1")).resolves.toMatchObject({ folder });
    }
    expect(actions()).toEqual(before);
  });

  it("brings back the clinic's own copy of the shipped version, and so does the sign-in", async () => {
    const { exchange, folders, own } = clinic();
    const bytes = encodeModelFile(await readModelFiles(baseModel));
    for (const mend of [() => exchange.import(bytes), folders.keepShipped]) {
      await folders.keepShipped();
      writeFileSync(join(own("base-2"), "weights.bin"), "no weights");
      expect(folders.isKept("base-2")).toBe(false);
      await mend();
      expect(folders.isKept("base-2")).toBe(true);
    }
  });

  it("may come back during a promotion, which stands", async () => {
    const { models, candidate } = clinic();
    await candidate("clinic-1");
    const bytes = await photoBytes();
    await probabilities(bytes);
    const promoted = models.promote("clinic-1", "Tested in our other practice.", vision);
    await expect.poll(() => vision.status.state, { interval: 2 }).toBe("starting");
    // As where the version that is active until then comes back.
    models.useActive(vision);
    await promoted;
    await probabilities(bytes);
    expect(vision.status).toMatchObject({ state: "ready", model: { version: "clinic-1" } });
    await vision.use(baseModel, "stay");
  });

  it("has triage go on where it brings back the version that is active", async () => {
    const first = clinic();
    const { store, models, exchange, folders } = first;
    await first.candidate("clinic-1");
    const bytes = new Uint8Array(await exported(first, "clinic-1"));
    await models.promote("clinic-1", "Tested in our other practice.", vision);
    const handlers = modelHandlers({
      ...{ store, models, exchange, vision, offered: createOfferedModel() },
      ...{ saveFile: () => Promise.resolve(false), changed: () => undefined },
    });
    const folder = folders.of("clinic-1");
    const stateOf = () => vision.status.state;
    const harms = [
      () => {
        rmSync(folder, { recursive: true });
      },
      () => {
        const manifest = join(folder, "manifest.json");
        writeFileSync(manifest, `${readFileSync(manifest, "utf8")} `);
      },
    ];
    for (const harm of harms) {
      harm();
      // As at the next sign-in.
      await vision.use(baseModel, "stay");
      models.useActive(vision);
      await expect.poll(stateOf, { timeout: 20_000 }).toBe("failed");
      await handlers["models.import"]({ bytes });
      await expect.poll(stateOf, { timeout: 20_000 }).toBe("ready");
      expect(vision.status).toMatchObject({ model: { version: "clinic-1" } });
    }
    await vision.use(baseModel, "stay");
  });

  it("that is not what it says leaves nothing behind", async () => {
    const first = clinic();
    await first.candidate("clinic-1");
    const bytes = Buffer.from(await exported(first, "clinic-1"));
    const files = decodeModelFile(bytes);
    const incomplete = Object.fromEntries(
      Object.entries(files).filter(([name]) => name !== "weights.bin"),
    );
    const renamed = (version: string): Buffer => {
      const manifest = JSON.parse(String(files["manifest.json"])) as Record<string, unknown>;
      const content = Buffer.from(JSON.stringify({ ...manifest, version }));
      return encodeModelFile({ ...files, "manifest.json": content });
    };
    const { exchange, models, installed, candidate } = clinic();
    await candidate("clinic-22");
    for (const [code, file] of [
      ["model.file-foreign", await photoBytes()],
      ["model.file-damaged", bytes.subarray(0, bytes.length / 2)],
      ["model.missing", encodeModelFile(incomplete)],
      ["model.file-damaged", renamed("../../evil")],
      ["model.file-too-large", Buffer.alloc(256 * 1024 * 1024 + 1)],
    ] as const) {
      await expect(exchange.import(file), code).rejects.toMatchObject({ code });
    }
    expect(installed()).toEqual(["clinic-22"]);
    expect(models.list()).toHaveLength(2);
  });
});
