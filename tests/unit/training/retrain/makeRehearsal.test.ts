import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { datasetFingerprint } from "../../../../electron/training/dataset/fingerprint";
import { readDataset } from "../../../../electron/training/dataset/readDataset";
import { predictPictures } from "../../../../electron/training/predict";
import {
  evenlyChosen,
  makeRehearsal,
  type RehearsalProgress,
} from "../../../../electron/training/retrain/makeRehearsal";
import { decodeRehearsal } from "../../../../electron/training/retrain/rehearsalFile";
import { readModelFolder } from "../../../../electron/vision/network/modelFolder";
import { createServingNetwork } from "../../../../electron/vision/network/serving";
import { drawSpot, writeSmallModel, writeSpotDataSet } from "../../../fixtures/smallTraining";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

async function modelAndData() {
  const folder = temporaryFolder();
  const [model, data] = [join(folder, "model"), join(folder, "data")];
  await writeSpotDataSet(data);
  const dataFingerprint = datasetFingerprint(await readDataset(data));
  await writeSmallModel(model, { training: { dataFingerprint, images: 7 } });
  return { model, data };
}

describe("what a head rehearses", () => {
  it("is what the model makes of photos of its training and its validation part", async () => {
    const { model, data } = await modelAndData();
    const before = readFileSync(join(model, "weights.bin"));
    const told: RehearsalProgress[] = [];
    const bytes = await makeRehearsal({ model, data }, (progress) => {
      told.push(progress);
    });
    const read = await readModelFolder(model);
    expect(read.rehearsal).toHaveLength(bytes);
    expect(readFileSync(join(model, "weights.bin"))).toEqual(before);
    expect(told).toEqual([
      { set: "rehearsal", done: 7, total: 7 },
      { set: "reference", done: 7, total: 7 },
    ]);

    const { rehearsal, reference, measuredOn } = decodeRehearsal(read.rehearsal ?? Buffer.of());
    // Spots in HAM10000's layout are not HAM10000's.
    expect(measuredOn).toBe("val");
    expect(rehearsal.labels).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...reference.groups].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);

    const network = createServingNetwork(read);
    const [seen] = await predictPictures(network, read.manifest, [drawSpot(4, 0)]);
    const greatest = Math.max(...(seen?.viewedEmbedding ?? []));
    rehearsal.embeddings[4]?.forEach((value, feature) => {
      const off = Math.abs(value - (seen?.viewedEmbedding[feature] ?? NaN));
      expect(off).toBeLessThanOrEqual(greatest / 100);
    });
    network.dispose();
  });

  it("numbers patients where the table names them, whose lesions are one group then", async () => {
    const { model, data } = await modelAndData();
    const table = join(data, "metadata.csv");
    const [header = "", ...rows] = readFileSync(table, "utf8").trim().split("\n");
    const named = rows.map((row, index) => `${row},${row.split(",").at(-1) ?? ""} ${index % 2}`);
    await writeFile(table, [`${header},patient_id`, ...named].join("\n"));
    await makeRehearsal({ model, data }, () => undefined);
    const { rehearsal } = await readModelFolder(model);
    const { reference } = decodeRehearsal(rehearsal ?? Buffer.of());
    // The classes in turn: one patient has the first, the third and so on, another the rest.
    expect(reference.groups).toEqual([0, 1, 0, 1, 0, 1, 0]);
  });

  it("is not made of other data than the version was trained on", async () => {
    const { model, data } = await modelAndData();
    await writeFile(join(data, "metadata.csv"), "image_id,lesion_id,dx\ntrain-nv,l,nv\n");
    await expect(makeRehearsal({ model, data }, () => undefined)).rejects.toThrow(
      "is not the data that small-1 was trained on",
    );
    expect((await readModelFolder(model)).rehearsal).toBeNull();
  });

  it("holds as many photos of each class, as far as it has them", () => {
    const photos = [200, 3, 50, 0, 0, 900, 8].flatMap((count, label) =>
      Array.from({ length: count }, (_, photo) => ({ label, photo })),
    );
    const countsOf = (most: number): number[] => {
      const chosen = evenlyChosen(photos, most);
      expect(new Set(chosen).size).toBe(chosen.length);
      return [0, 1, 2, 3, 4, 5, 6].map((own) => chosen.filter(({ label }) => label === own).length);
    };
    expect(countsOf(100)).toEqual([29, 3, 29, 0, 0, 29, 8]);
    expect(countsOf(2500)).toEqual([200, 3, 50, 0, 0, 900, 8]);
    expect(evenlyChosen(photos, 100)).toEqual(evenlyChosen(photos, 100));
  });
});
