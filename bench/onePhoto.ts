/**
 * From a photo's file to probabilities and a painted heatmap: the classifier as it serves (eight
 * views of each photo), the same with one view, and Python with Keras, in turns on the same machine.
 *
 *   npm run bench:one-photo [-- --photos 20]
 */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DIAGNOSES } from "../electron/domain/diagnosis";
import { drawLesion } from "../electron/demo/drawLesion";
import { loadClassifier, type Classifier } from "../electron/vision/classifier";
import { decodePhoto } from "../electron/vision/decode";
import { paintPhoto } from "../electron/vision/heatmap";
import { sharp } from "../electron/vision/sharpRuntime";

const root = join(__dirname, "../..");
const { values } = parseArgs({ options: { photos: { type: "string", default: "20" } } });
const SIZES = [
  [600, 450],
  [4000, 3000],
] as const;

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

async function drawn(folder: string, width: number, height: number, seed: number): Promise<string> {
  const diagnosis = DIAGNOSES[seed % DIAGNOSES.length] ?? "nv";
  const picture = drawLesion({ seed, diagnosis, width: 600, height: 450 });
  const raw = { width: picture.width, height: picture.height, channels: 3 } as const;
  const image = sharp(picture.pixels, { raw }).resize(width, height);
  const file = join(folder, `${width}-${seed}.jpg`);
  writeFileSync(file, await image.jpeg({ quality: 92 }).toBuffer());
  return file;
}

function withOneView(model: string, folder: string): string {
  cpSync(model, folder, { recursive: true });
  const manifest = join(folder, "manifest.json");
  const fields = JSON.parse(readFileSync(manifest, "utf8")) as Record<string, unknown>;
  writeFileSync(manifest, JSON.stringify({ ...fields, views: 1 }));
  return folder;
}

async function timed(classifier: Classifier, file: string): Promise<number> {
  const start = performance.now();
  const photo = await decodePhoto(readFileSync(file));
  const { heat, probabilities } = await classifier.assess(photo);
  const leading = DIAGNOSES.reduce((best, code) =>
    probabilities[code] > probabilities[best] ? code : best,
  );
  await paintPhoto(photo, heat, DIAGNOSES.indexOf(leading));
  return performance.now() - start;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-"));
  const shipped = join(root, "models/base");
  const eight = await loadClassifier(shipped);
  const one = await loadClassifier(withOneView(shipped, join(folder, "one-view")));
  const python = spawn(join(root, "out/bench-venv/bin/python"), [join(root, "bench/onePhoto.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  const theirs = async (file: string): Promise<number> => {
    python.stdin.write(`${file}\n`);
    const answer = await answers.next();
    return Number(answer.value);
  };

  console.log("| photo | eight views | one view | Keras | Keras by eight | Keras by one |");
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const [width, height] of SIZES) {
    const files: string[] = [];
    for (let seed = 0; seed < 5; seed++) files.push(await drawn(folder, width, height, seed));
    const rounds: { eight: number; one: number; keras: number }[] = [];
    for (let round = -3; round < Number(values.photos); round++) {
      const file = files[(round + 5) % files.length] ?? "";
      const times = {
        eight: await timed(eight, file),
        one: await timed(one, file),
        keras: await theirs(file),
      };
      if (round >= 0) rounds.push(times);
    }
    const of = (side: "eight" | "one" | "keras"): string =>
      `${median(rounds.map((round) => round[side])).toFixed(0)} ms`;
    const by = (side: "eight" | "one"): string =>
      median(rounds.map((round) => round.keras / round[side])).toFixed(1);
    console.log(
      `| ${[`${width}x${height}`, of("eight"), of("one"), of("keras"), by("eight"), by("one")].join(" | ")} |`,
    );
  }
  python.stdin.end();
  for (const classifier of [eight, one]) classifier.dispose();
  rmSync(folder, { recursive: true });
}

void main();
