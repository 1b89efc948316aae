import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ResearchPreview } from "../../electron/contract/exports";
import { unguarded } from "../../electron/store/keyFile";
import { openStore } from "../../electron/store/open";
import type { DatasetDescription } from "../../electron/training/dataset/describeDataset";
import { lentigo } from "../fixtures/commandLine";
import { drawnDataSet } from "../fixtures/drawnDataSet";
import { photoFilter } from "../fixtures/records";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { fillWithPhotos } from "../fixtures/trainingPhotos";

/** A clinic with drawn photos, each of a patient who consents. */
async function someClinic(photos: number): Promise<string> {
  const clinic = join(temporaryFolder(), "clinic");
  fillWithPhotos(clinic, await drawnDataSet(temporaryFolder(), photos));
  return clinic;
}

describe("lentigo list", () => {
  it("writes a list with its filters, and says how many lines", async () => {
    const clinic = await someClinic(7);
    const out = join(temporaryFolder(), "patients.csv");
    const patients = await lentigo(
      ...["list", "--list", "patients", "--search", "lesion 3", "--out", out],
      ...["--clinic", clinic, "--json"],
    );
    expect([patients.status, patients.complaints]).toEqual([0, ""]);
    expect(JSON.parse(patients.output)).toEqual({ out, lines: 1 });
    expect(readFileSync(out, "utf8")).toMatch(/^\uFEFFPatient number,.*\r\nlesion 3,lesion 3,/);

    const triage = join(temporaryFolder(), "triage.csv");
    const photos = await lentigo(
      ...["list", "--list", "triage", "--levels", "urgent,routine", "--out", triage],
      ...["--clinic", clinic],
    );
    expect(photos.output).toBe(`7 lines are in ${triage}.\n`);

    const graver = await lentigo(
      ...["list", "--list", "disagreements", "--out", triage, "--clinic", clinic, "--json"],
    );
    expect(JSON.parse(graver.output)).toEqual({ out: triage, lines: 6 });
  });

  it("says what is wrong with its options, and where nothing can be written", async () => {
    const odd = await lentigo("list", "--list", "everything", "--out", "x");
    expect([odd.status, odd.output]).toEqual([2, ""]);
    const level = await lentigo("list", "--list", "triage", "--levels", "later", "--out", "x");
    expect(level.complaints).toContain('no level "later"');
    const clinic = await someClinic(1);
    const out = join(temporaryFolder(), "none", "list.csv");
    const nowhere = await lentigo("list", "--list", "patients", "--out", out, "--clinic", clinic);
    expect(nowhere.status).toBe(1);
    expect(nowhere.complaints).toContain("output.unwritable");
  });
});

describe("lentigo research", () => {
  it("writes what train reads back with the same counts", async () => {
    const clinic = await someClinic(28);
    const folder = temporaryFolder();
    const [out, keys] = [join(folder, "given"), join(folder, "keys.csv")];
    const research = await lentigo(
      ...["research", "--out", out, "--keys", keys, "--clinic", clinic, "--json"],
    );
    expect([research.status, research.complaints]).toEqual([0, ""]);
    const told = JSON.parse(research.output) as ResearchPreview;
    expect(told).toMatchObject({ photos: 28, patients: 28, leftOut: [] });
    expect(readdirSync(out).sort()).toEqual(["HAM10000_metadata.csv", "images"]);

    const trained = await lentigo(
      ...["train", "--data", out, "--out", join(folder, "model"), "--epochs", "1", "--json"],
    );
    const [first = ""] = trained.output.split("\n");
    const { dataset } = JSON.parse(first) as { dataset: DatasetDescription };
    expect(dataset).toMatchObject({ layout: "ham10000", photos: 28, problems: [] });
    expect(dataset.found).toEqual(told.classes);
    expect(dataset.groups.patients).toBe(told.patients);
  });

  it("writes nothing where the keys would be given away with the photos", async () => {
    const clinic = await someClinic(1);
    const out = join(temporaryFolder(), "given");
    const refused = await lentigo(
      ...["research", "--out", out, "--keys", join(out, "keys.csv"), "--clinic", clinic],
    );
    expect(refused.status).toBe(1);
    expect(refused.complaints).toContain("export.keys-inside");
    expect(existsSync(out)).toBe(false);
  });
});

describe("lentigo fhir", () => {
  it("writes a case, once for reading and once for a server", async () => {
    const clinic = await someClinic(1);
    const store = openStore({ folder: clinic, guards: [unguarded] });
    const [photo] = store.photos.list(photoFilter(), new Date(), 1, 0).photos;
    store.close();
    const folder = temporaryFolder();
    mkdirSync(join(folder, "cases"));
    for (const type of ["collection", "transaction"]) {
      const out = join(folder, "cases", `${type}.json`);
      const options = type === "transaction" ? ["--transaction"] : [];
      const { status, output } = await lentigo(
        ...["fhir", "--case", photo?.id ?? "", "--out", out, ...options],
        ...["--clinic", clinic, "--json"],
      );
      expect(status).toBe(0);
      expect(JSON.parse(output)).toEqual({ out, type });
      expect(JSON.parse(readFileSync(out, "utf8"))).toMatchObject({ resourceType: "Bundle", type });
    }
    const none = await lentigo("fhir", "--case", "1", "--out", "x", "--clinic", clinic);
    expect(none.complaints).toContain("photo.missing");
  });
});
