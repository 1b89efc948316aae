/**
 * From a photo's file to probabilities and a heatmap, and on to the photo painted with it: the
 * classifier as it serves (eight views of each photo), the same with one view, and Python with
 * Keras (one view), in turns on the same machine. Then where the classifier's time goes.
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
import { openStages, STAGES, type StageTimes } from "./onePhoto/stages";

const root = join(__dirname, "../..");
const { values } = parseArgs({ options: { photos: { type: "string", default: "20" } } });
const SIZES = [
  [600, 450],
  [4000, 3000],
] as const;

const SIDES = ["eight views", "one view", "Keras"] as const;
type Side = (typeof SIDES)[number];

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

/** Milliseconds from a file on the disk. */
interface Times {
  /** To probabilities and the map. */
  readonly map: number;
  /** To a PNG of the photo with the map over it. */
  readonly painted: number;
}

async function timed(classifier: Classifier, file: string): Promise<Times> {
  const start = performance.now();
  const photo = await decodePhoto(readFileSync(file));
  const { heat, probabilities } = await classifier.assess(photo);
  const map = performance.now() - start;
  const leading = DIAGNOSES.reduce((best, code) =>
    probabilities[code] > probabilities[best] ? code : best,
  );
  await paintPhoto(photo, heat, DIAGNOSES.indexOf(leading));
  return { map, painted: performance.now() - start };
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
  const theirs = async (file: string): Promise<Times> => {
    python.stdin.write(`${file}\n`);
    const answer = await answers.next();
    const [map = NaN, painted = NaN] = String(answer.value).split(" ").map(Number);
    return { map, painted };
  };

  const stagesOf = await openStages(shipped);
  const stages: string[] = [];
  console.log(
    "| photo | side | to the map | Keras by ours | to the painted photo | Keras by ours |",
  );
  console.log("| --- | --- | --- | --- | --- | --- |");
  for (const [width, height] of SIZES) {
    const files: string[] = [];
    for (let seed = 0; seed < 5; seed++) files.push(await drawn(folder, width, height, seed));
    const rounds: Record<Side, Times>[] = [];
    for (let round = -3; round < Number(values.photos); round++) {
      const file = files[(round + 5) % files.length] ?? "";
      const times = {
        "eight views": await timed(eight, file),
        "one view": await timed(one, file),
        Keras: await theirs(file),
      };
      if (round >= 0) rounds.push(times);
    }
    for (const side of SIDES) {
      const cells = (["map", "painted"] as const).flatMap((end) => [
        `${median(rounds.map((round) => round[side][end])).toFixed(0)} ms`,
        side === "Keras"
          ? ""
          : median(rounds.map((round) => round.Keras[end] / round[side][end])).toFixed(1),
      ]);
      console.log(`| ${[`${width}x${height}`, side, ...cells].join(" | ")} |`);
    }
    const laps: StageTimes[] = [];
    for (let round = 0; round < Number(values.photos); round++) {
      laps.push(await stagesOf(readFileSync(files[round % files.length] ?? "")));
    }
    const cells = STAGES.map((stage) => median(laps.map((times) => times[stage])).toFixed(1));
    stages.push(`| ${[`${width}x${height}`, ...cells].join(" | ")} |`);
  }
  python.stdin.end();
  console.log(`\n| photo, ms | ${STAGES.join(" | ")} |`);
  console.log(`| --- |${" --- |".repeat(STAGES.length)}`);
  for (const line of stages) console.log(line);
  for (const classifier of [eight, one]) classifier.dispose();
  rmSync(folder, { recursive: true });
}

void main();
