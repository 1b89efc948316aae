import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { malignancyScore } from "../../electron/domain/diagnosis";
import { sharp } from "../../electron/vision/sharpRuntime";
import { temporaryFolder } from "../fixtures/temporaryFolder";
import { classified, classifyLines, lentigo, root } from "../fixtures/commandLine";
import { writeBadPhotos, writePhotoSet } from "../fixtures/photos";

/** A quarter of a phone's smallest photo takes a quarter of the time to draw and to decode. */
const SIZE = { width: 300, height: 225 } as const;

const manifest = JSON.parse(readFileSync(join(root, "models/base/manifest.json"), "utf8")) as {
  version: string;
  operatingPoints: { urgent: { threshold: number }; soon: { threshold: number } };
};

describe("lentigo classify", () => {
  it("gives one complete object a photo, in order, and nothing else", async () => {
    const folder = temporaryFolder();
    const photos = await writePhotoSet(folder, { count: 14, seed: 1, ...SIZE });
    const { status, output, complaints } = await lentigo("classify", folder, "--json");
    const lines = classifyLines(output).map(classified);
    expect(complaints).toBe("");
    expect(status).toBe(0);
    expect(lines.map(({ file }) => file)).toEqual([...photos].sort());

    const { urgent, soon } = manifest.operatingPoints;
    for (const line of lines) {
      const shares = DIAGNOSES.map((diagnosis) => line.probabilities[diagnosis]);
      expect(Object.keys(line.probabilities)).toHaveLength(7);
      expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-4);
      expect(line.malignancy).toBeCloseTo(malignancyScore(line.probabilities), 9);
      expect(line.model).toBe(manifest.version);
      expect(line.heatmap).toBeNull();
      if (line.triage === "cannot-assess") {
        expect(line.reasons.length).toBeGreaterThan(0);
        expect(line.diagnosis).toBeNull();
        continue;
      }
      expect(line.reasons).toEqual([]);
      expect(line.diagnosis).toBe(DIAGNOSES[shares.indexOf(Math.max(...shares))]);
      const expected =
        line.malignancy >= urgent.threshold
          ? "urgent"
          : line.malignancy >= soon.threshold
            ? "soon"
            : "routine";
      expect(line.triage).toBe(expected);
    }
  });

  it("gives the same numbers for a photo alone and among others, whatever its name", async () => {
    const folder = temporaryFolder();
    const photos = await writePhotoSet(folder, { count: 5, seed: 2, ...SIZE });
    const together = classifyLines((await lentigo("classify", folder, "--json")).output);
    const [first] = photos;
    if (first === undefined) throw new Error("no photo");
    const renamed = join(temporaryFolder(), "another name.jpg");
    copyFileSync(first, renamed);
    const alone = classified(
      classifyLines((await lentigo("classify", renamed, "--json")).output)[0],
    );
    const among = classified(together.find(({ file }) => file === first));
    expect(alone.probabilities).toEqual(among.probabilities);
  });

  it("names every refused file and classifies the rest", async () => {
    const folder = temporaryFolder();
    await writePhotoSet(folder, { count: 3, seed: 3, ...SIZE });
    const bad = await writeBadPhotos(folder);
    const { status, output } = await lentigo("classify", folder, "--json");
    const lines = classifyLines(output);
    expect(status).toBe(1);
    expect(lines.filter((line) => !("error" in line))).toHaveLength(3 + judgedBad(bad));

    const codes = new Map(
      lines.map((line) => [line.file, "error" in line ? line.error.code : line.triage]),
    );
    const codeOf = (name: string): string | undefined =>
      codes.get(bad.find((photo) => photo.name === name)?.file ?? "");
    expect(codeOf("text.jpg")).toBe("photo.not-an-image");
    expect(codeOf("truncated.jpg")).toBe("photo.damaged");
    expect(codeOf("vector.svg")).toBe("photo.format");
    expect(codeOf("empty.jpg")).toBe("photo.empty");
    expect(codeOf("still.gif")).toBe("photo.format");
    expect(codeOf("phone.heic")).toBe("photo.format");
    expect(codeOf("huge.png")).toBe("photo.too-large");
    expect(codeOf("animated.webp")).toBe("photo.animated");
    expect(codeOf("tiny.png")).toBe("cannot-assess");
    for (const line of lines) {
      if ("error" in line) expect(line.error.message).toMatch(/\w+ .*\.$/);
    }
  });

  /** A tiny photo is a photo: it is answered, with "cannot assess". */
  const judgedBad = (bad: readonly { name: string }[]): number =>
    bad.filter(({ name }) => name === "tiny.png").length;

  it("paints heatmaps over the photos, one file each, even for equal names", async () => {
    const folder = temporaryFolder();
    const [photo] = await writePhotoSet(join(folder, "a"), { count: 1, seed: 4, ...SIZE });
    if (photo === undefined) throw new Error("no photo");
    mkdirSync(join(folder, "b"));
    copyFileSync(photo, join(folder, "b", basename(photo)));
    const heatmaps = join(folder, "maps", "today");
    const { output } = await lentigo("classify", folder, "--json", "--heatmap", heatmaps);
    const paths = classifyLines(output).map((line) => classified(line).heatmap ?? "");
    expect(new Set(paths).size).toBe(2);

    const [painted = ""] = paths;
    const before = await sharp(photo).raw().toBuffer({ resolveWithObject: true });
    const after = await sharp(painted).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([after.info.width, after.info.height]).toEqual([before.info.width, before.info.height]);
    const changed = after.data.filter(
      (value, at) => Math.abs(value - (before.data[at] ?? 0)) > 12,
    ).length;
    expect(changed / after.data.length).toBeGreaterThan(0.02);
    expect(changed / after.data.length).toBeLessThan(0.98);
  });

  it("reads 60 photos with one load of the model", async () => {
    const folder = temporaryFolder();
    const [photo] = await writePhotoSet(folder, { count: 1, seed: 5, ...SIZE });
    if (photo === undefined) throw new Error("no photo");
    for (let index = 0; index < 59; index++) {
      copyFileSync(photo, join(folder, `copy-${String(index)}.jpg`));
    }
    const { status, output, complaints } = await lentigo("classify", folder, "--json");
    expect([status, complaints]).toEqual([0, ""]);
    expect(classifyLines(output)).toHaveLength(60);
  });

  it("prints a table for people, with the decision-support line", async () => {
    const folder = temporaryFolder();
    await writePhotoSet(folder, { count: 2, seed: 6, ...SIZE });
    const { output } = await lentigo("classify", folder);
    expect(output.split("\n")[0]).toMatch(/Triage.*Malignancy.*Resembles most.*Photo/);
    expect(output).toContain("Not a cleared medical device");
  });

  it("says what is wrong with its usage, with the model, or with a path", async () => {
    const folder = temporaryFolder();
    const unknown = await lentigo("clasify");
    expect([unknown.status, unknown.output]).toEqual([2, ""]);
    expect(unknown.complaints).toContain("Usage:");
    const misspelt = await lentigo("classify", "--jsn");
    expect(misspelt.status).toBe(2);
    expect(misspelt.complaints).toContain("  classify <file");
    // Help on the command that was meant, not on all of them.
    expect(misspelt.complaints).not.toContain("  train --data");
    const help = await lentigo("help", "classify");
    expect([help.status, help.complaints]).toEqual([0, ""]);
    expect((await lentigo("classify", "--help")).output).toBe(help.output);
    const empty = await lentigo("classify", folder);
    expect(empty.status).toBe(2);

    const missing = await lentigo("classify", join(folder, "gone.jpg"), "--json");
    expect(missing.status).toBe(1);
    expect(classifyLines(missing.output)).toMatchObject([{ error: { code: "photo.unreadable" } }]);
  });

  it("refuses a model whose files were changed, and says which", async () => {
    const folder = temporaryFolder();
    for (const file of [
      "manifest.json",
      "model.json",
      "weights.bin",
      "metrics.json",
      "MODEL_CARD.md",
    ]) {
      const source = join(root, "models/base", file);
      if (existsSync(source)) copyFileSync(source, join(folder, file));
    }
    const weights = readFileSync(join(folder, "weights.bin"));
    weights[1000] = (weights[1000] ?? 0) ^ 1;
    writeFileSync(join(folder, "weights.bin"), weights);
    const [photo = ""] = await writePhotoSet(join(folder, "photos"), {
      count: 1,
      seed: 7,
      ...SIZE,
    });
    const { status, complaints } = await lentigo("classify", photo, "--json", "--model", folder);
    expect(status).toBe(1);
    expect(complaints).toContain("model.damaged");
    expect(complaints).toContain("weights.bin");
  });
});
