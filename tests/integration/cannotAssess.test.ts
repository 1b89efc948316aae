/** Photos that show no lesion, through the command line as people run it. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawLesion } from "../../electron/demo/drawLesion";
import { drawOther, OTHER_KINDS } from "../../electron/demo/drawOther";
import { sharp } from "../../electron/vision/sharpRuntime";
import { classified, classifyLines, lentigo, root } from "../fixtures/commandLine";
import { writePhotoSet } from "../fixtures/photos";
import { temporaryFolder } from "../fixtures/temporaryFolder";

const manifest = JSON.parse(readFileSync(join(root, "models/base/manifest.json"), "utf8")) as {
  familiarity?: unknown;
};

const EXPECTED: Readonly<Record<string, string>> = {
  black: "too-dark",
  skin: "featureless",
  blurred: "blurred",
  tiny: "too-small",
};

describe.skipIf(manifest.familiarity === undefined)("cannot assess", () => {
  const folder = mkdtempSync(join(tmpdir(), "lentigo-others-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  beforeAll(async () => {
    for (const kind of OTHER_KINDS) {
      const { pixels, width, height } = drawOther({ kind, seed: 12 });
      await sharp(pixels, { raw: { width, height, channels: 3 } })
        .jpeg({ quality: 92 })
        .toFile(join(folder, `${kind}.jpg`));
    }
    const { pixels, width, height } = drawLesion({ seed: 12, diagnosis: "nv" });
    const lesion = sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: 92 });
    await lesion.clone().blur(12).toFile(join(folder, "blurred.jpg"));
    await lesion.clone().resize(20, 20, { fit: "fill" }).toFile(join(folder, "tiny.jpg"));
  });

  it("is the answer to every photo of something else or of nothing that can be made out, with the reason and no diagnosis", async () => {
    const { status, output } = await lentigo("classify", folder, "--json");
    expect(status).toBe(0);
    const lines = classifyLines(output).map(classified);
    expect(lines).toHaveLength(OTHER_KINDS.length + 2);
    for (const line of lines) {
      expect([line.file, line.triage, line.diagnosis]).toEqual([line.file, "cannot-assess", null]);
      expect(line.reasons.length, line.file).toBeGreaterThan(0);
      expect(line.warnings).toEqual([]);
    }
    for (const [kind, reason] of Object.entries(EXPECTED)) {
      expect(lines.find(({ file }) => file.endsWith(`${kind}.jpg`))?.reasons).toEqual([reason]);
    }
    const cat = lines.find(({ file }) => file.endsWith("cat.jpg"));
    expect(cat?.reasons).toEqual(["not-a-lesion"]);
  });

  it("says so in words", async () => {
    const { output } = await lentigo("classify", join(folder, "cat.jpg"));
    expect(output).toContain("does not look like a dermoscopic photo");
  });

  it("is seldom the answer to a drawn lesion", async () => {
    const lesions = temporaryFolder();
    await writePhotoSet(lesions, { count: 21, seed: 31, width: 300, height: 225 });
    const { output } = await lentigo("classify", lesions, "--json");
    const refused = classifyLines(output)
      .map(classified)
      .filter(({ triage }) => triage === "cannot-assess");
    expect(refused.length).toBeLessThanOrEqual(2);
  });
});
