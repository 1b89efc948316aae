import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  EMBEDDING,
  type Familiarity,
  type LayerFamiliarity,
} from "../../../../electron/vision/familiarity";
import {
  putIntoModelFolder,
  readModelFolder,
  readModelWeights,
  REHEARSAL_FILE,
  writeModelFolder,
  type ModelManifest,
  type NewModel,
} from "../../../../electron/vision/network/modelFolder";
import {
  describeNetwork,
  type NetworkOptions,
} from "../../../../electron/vision/network/networkOptions";
import { initialParameters } from "../../../../electron/vision/network/parameters";
import { randomStream } from "../../../../electron/training/random";

const network: NetworkOptions = { kind: "mobilenetV2", alpha: 0.35, classes: 7, dropout: 0.1 };
const point = { threshold: 0.4, sensitivity: 0.9, specificity: 0.8, measuredOn: "val", rule: "r" };

function newModel(version: string): NewModel {
  const random = randomStream(2);
  return {
    network,
    parameters: initialParameters(describeNetwork(network), () => random.normal()),
    documents: { "MODEL_CARD.md": "# Card\n" },
    manifest: {
      version,
      parent: null,
      classes: ["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"],
      input: { shortSide: 224, longSide: { min: 224, max: 288 }, multiple: 32 },
      views: 1,
      temperature: 1.25,
      operatingPoints: { urgent: { ...point, threshold: 0.7 }, soon: point },
      training: { recipe: "lentigo", epochs: 1, seed: 1, dataFingerprint: "f", images: 10 },
      metrics: {},
      created: "2026-01-02T03:04:05.000Z",
    },
  };
}

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "lentigo-model-"));
  folder = join(parent, "base");
});

afterEach(async () => {
  await rm(parent, { recursive: true, force: true });
});

describe("model folder", () => {
  it("reads what was written: kernels in half precision, vectors exactly", async () => {
    const model = newModel("base-1");
    await writeModelFolder(folder, model);
    const read = await readModelFolder(folder);
    expect(read.network).toEqual(network);
    expect(read.manifest).toMatchObject(model.manifest);
    expect([...read.parameters.keys()]).toEqual([...model.parameters.keys()]);
    for (const [name, { shape, values }] of model.parameters) {
      const stored = read.parameters.get(name);
      expect(stored?.shape).toEqual(shape);
      const tolerance = name.endsWith("kernel") ? 2 ** -11 : 0;
      values.forEach((value, index) => {
        const error = Math.abs((stored?.values[index] ?? Number.NaN) - value);
        if (!(error <= Math.abs(value) * tolerance + 1e-7))
          expect.fail(`${name}: ${String(error)}`);
      });
    }
  });

  it("lists the sha256 of every file but the manifest", async () => {
    const { files } = await writeModelFolder(folder, newModel("base-1"));
    const names = (await readdir(folder)).filter((name) => name !== "manifest.json").sort();
    expect(Object.keys(files).sort()).toEqual(names);
    for (const name of names) {
      const bytes = await readFile(join(folder, name));
      expect(files[name]).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  it.each(["weights.bin", "model.json", "MODEL_CARD.md"])(
    "refuses a model whose %s changed by one bit",
    async (file) => {
      await writeModelFolder(folder, newModel("base-1"));
      const bytes = await readFile(join(folder, file));
      const middle = bytes.length >> 1;
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      await writeFile(join(folder, file), bytes);
      await expect(readModelFolder(folder)).rejects.toMatchObject({
        code: "model.damaged",
        details: { file },
      });
    },
  );

  it("reads no file from elsewhere, whatever its manifest lists", async () => {
    const manifest = await writeModelFolder(folder, newModel("base-1"));
    const files = { ...manifest.files, "../elsewhere": "0".repeat(64) };
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, files }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
  });

  it.each(["weights.bin", "manifest.json"])("says that %s is missing", async (file) => {
    await writeModelFolder(folder, newModel("base-1"));
    await rm(join(folder, file));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.missing",
      details: { file },
    });
  });

  /** Replaces files of a version and lists what they hold now, as whoever forges one would. */
  async function rewrite(
    changes: Readonly<Record<string, string | Uint8Array>>,
    change: (manifest: ModelManifest) => unknown = (manifest) => manifest,
  ): Promise<void> {
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8")) as ModelManifest;
    const files = { ...manifest.files };
    for (const [name, content] of Object.entries(changes)) {
      await writeFile(join(folder, name), content);
      files[name] = createHash("sha256").update(content).digest("hex");
    }
    await writeFile(path, JSON.stringify(change({ ...manifest, files })));
  }

  const modelJson = async (): Promise<{ network: object; tensors: object[] }> =>
    JSON.parse(await readFile(join(folder, "model.json"), "utf8")) as {
      network: object;
      tensors: object[];
    };

  it("refuses a version whose manifest does not list its weights", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    await rewrite({}, ({ files, ...manifest }) => ({
      ...manifest,
      files: { "model.json": files["model.json"] },
    }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
  });

  it("refuses a network that is not known, though its checksum is right", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    const { tensors } = await modelJson();
    await rewrite({ "model.json": JSON.stringify({ network: { kind: "resnet" }, tensors }) });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "model.json" },
    });
  });

  it("refuses weights that are not the network's, before anything is computed", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    const whole = await modelJson();
    const weights = await readFile(join(folder, "weights.bin"));
    const damaged = { code: "model.damaged", details: { file: "weights.bin" } };
    // Whole by their own list, which lacks the last tensor: the bias of seven answers.
    const lacking = { ...whole, tensors: whole.tensors.slice(0, -1) };
    await rewrite({
      "model.json": JSON.stringify(lacking),
      "weights.bin": weights.subarray(0, -7 * 4),
    });
    await expect(readModelFolder(folder)).rejects.toMatchObject(damaged);
    const wider = { ...whole, network: { ...whole.network, alpha: 0.5 } };
    await rewrite({ "model.json": JSON.stringify(wider), "weights.bin": weights });
    await expect(readModelFolder(folder)).rejects.toMatchObject(damaged);
    await rewrite({ "model.json": JSON.stringify(whole), "weights.bin": weights });
    expect((await readModelFolder(folder)).manifest.version).toBe("base-1");
  });

  it.each([
    ["lacks a diagnosis", ["akiec", "bcc", "bkl", "df", "nv", "vasc"]],
    ["has one twice", ["akiec", "bcc", "bkl", "df", "nv", "nv", "vasc"]],
  ])("refuses a version that %s: every photo would fail", async (_, classes) => {
    await writeModelFolder(folder, newModel("base-1"));
    await rewrite({}, (manifest) => ({ ...manifest, classes }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
  });

  it("refuses a network that gives another number of answers than there are diagnoses", async () => {
    const small: NetworkOptions = { ...network, classes: 3 };
    await writeModelFolder(folder, {
      ...newModel("base-1"),
      network: small,
      parameters: initialParameters(describeNetwork(small), () => 0),
    });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "model.json" },
    });
  });

  const head = { classes: 7, dropout: 0 };

  it.each<[string, NetworkOptions]>([
    ["a plain network", { kind: "plainCnn", inputSize: 32, blocks: [4, 4], ...head }],
    [
      "one with hidden layers",
      {
        kind: "mobilenetV1",
        alpha: 0.1,
        ...head,
        hidden: [{ units: 8, activation: "relu", dropout: 0.3 }],
      },
    ],
    ["one that reads metadata", { kind: "mobilenetV2", alpha: 0.1, ...head, metadata: 3 }],
  ])("refuses %s that a manifest names for triage: it cannot be served", async (_, unserved) => {
    await writeModelFolder(folder, {
      ...newModel("base-1"),
      network: unserved,
      parameters: initialParameters(describeNetwork(unserved), () => 0),
    });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "model.json" },
    });
    // Training may go on from it.
    expect((await readModelWeights(folder)).version).toBe("base-1");
  });

  it.each([
    ["wants photos of sides that the network does not halve evenly", { shortSide: 225 }],
    ["lets long photos have such sides", { longSide: { min: 224, max: 290 } }],
  ])("refuses a version that %s: photos would fail", async (_, change) => {
    await writeModelFolder(folder, newModel("base-1"));
    await rewrite({}, (manifest) => ({ ...manifest, input: { ...manifest.input, ...change } }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
  });

  it("refuses a study's model for triage by its task, but gives its weights", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    await rewrite({}, ({ formatVersion, version, files }) => ({
      ...{ formatVersion, version, files, use: "study", task: "melanoma or not" },
    }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.unsuited",
      details: { version: "base-1", task: "melanoma or not" },
    });
    const { version, parameters } = await readModelWeights(folder);
    expect(version).toBe("base-1");
    expect(parameters.has("predictions/kernel")).toBe(true);
  });

  it("refuses a version in which a folder bears a file's name", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    await rm(join(folder, "weights.bin"));
    await mkdir(join(folder, "weights.bin"));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "weights.bin" },
    });
  });

  it("keeps how photos that show no lesion are told, and refuses that damaged", async () => {
    const layer: LayerFamiliarity = {
      ...{ layer: EMBEDDING, mean: Float32Array.of(1, 2), variances: Float32Array.of(4) },
      ...{ axes: Float32Array.of(1, 0), residualVariance: 0.25, logMean: 0, logDeviation: 0.5 },
    };
    const presence = { weights: Float32Array.of(0.5, -0.5), bias: 0.25, threshold: 0 };
    const familiarity: Familiarity = { layers: [layer], threshold: 9, presence };
    const told = { familiarity, refused: 0.01, measuredOn: "val", photos: 10, drawings: 0 };
    const rehearsal = Buffer.from("what a head rehearses");
    await writeModelFolder(folder, { ...newModel("base-1"), familiarity: told, rehearsal });
    const read = await readModelFolder(folder);
    expect(read.familiarity).toEqual(familiarity);
    expect(read.rehearsal).toEqual(rehearsal);
    await writeModelFolder(folder, {
      ...newModel("base-2"),
      familiarity: { ...told, familiarity: { ...familiarity, presence: null } },
    });
    expect(await readModelFolder(folder)).toMatchObject({
      ...{ familiarity: { presence: null }, rehearsal: null },
    });
    await writeModelFolder(folder, {
      ...newModel("base-3"),
      familiarity: {
        ...told,
        familiarity: { ...familiarity, layers: [{ ...layer, layer: "of another network" }] },
      },
    });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
    await writeModelFolder(folder, { ...newModel("base-1"), familiarity: told });
    await rewrite({ "familiarity.bin": "too short" });
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "familiarity.bin" },
    });
  });

  it("gets a file put in, checked like the others, and nothing else changes", async () => {
    const before = await writeModelFolder(folder, newModel("base-1"));
    await putIntoModelFolder(
      folder,
      REHEARSAL_FILE,
      Buffer.from("photos that it has learned from"),
    );
    const { manifest, rehearsal } = await readModelFolder(folder);
    expect(Buffer.from(rehearsal ?? []).toString()).toBe("photos that it has learned from");
    expect(manifest).toEqual({
      ...before,
      files: { ...before.files, [REHEARSAL_FILE]: manifest.files[REHEARSAL_FILE] },
    });
    await writeFile(join(folder, REHEARSAL_FILE), "other photos");
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      details: { file: REHEARSAL_FILE },
    });
  });

  it("says that a newer Lentigo wrote the folder", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    const path = join(folder, "manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8")) as object;
    await writeFile(path, JSON.stringify({ ...manifest, formatVersion: 99, files: "elsewhere" }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({ code: "model.version" });
  });

  it.each(["not json", "{}"])("refuses the manifest %j", async (text) => {
    await writeModelFolder(folder, newModel("base-1"));
    await writeFile(join(folder, "manifest.json"), text);
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file: "manifest.json" },
    });
  });

  it.each([
    ["its manifest", "manifest.json", {}],
    ["a text for people", "MODEL_CARD.md", { documents: { "MODEL_CARD.md": "#".repeat(9e6) } }],
  ])("refuses a version that has more in %s than can be looked at", async (_, file, change) => {
    await writeModelFolder(folder, { ...newModel("base-1"), ...change });
    if (file === "manifest.json") await writeFile(join(folder, file), " ".repeat(9e6));
    await expect(readModelFolder(folder)).rejects.toMatchObject({
      code: "model.damaged",
      details: { file },
    });
  });

  it("refuses a version that wants photos of more pixels than can be computed", async () => {
    const manifest = await writeModelFolder(folder, newModel("base-1"));
    const input = { ...manifest.input, shortSide: 1_000_000 };
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...manifest, input }));
    await expect(readModelFolder(folder)).rejects.toMatchObject({ code: "model.damaged" });
  });

  it("replaces a version whole and leaves nothing beside it", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    await writeModelFolder(folder, newModel("base-2"));
    expect((await readModelFolder(folder)).manifest.version).toBe("base-2");
    expect(await readdir(parent)).toEqual(["base"]);
  });

  it("keeps the old version where the new one cannot be written", async () => {
    await writeModelFolder(folder, newModel("base-1"));
    const broken = { ...newModel("base-2"), documents: { "no/such/folder.md": "" } };
    await expect(writeModelFolder(folder, broken)).rejects.toThrow();
    expect((await readModelFolder(folder)).manifest.version).toBe("base-1");
    expect(await readdir(parent)).toEqual(["base"]);
  });
});
