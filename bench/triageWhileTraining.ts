/**
 * How long a photo waits for its analysis while a training runs, beside the same when nothing else
 * does. The target is at most twice as long.
 *
 *   npm run bench:triage-while-training [-- --photos 40 --train 400 --model models/base]
 *
 * --photos: analysed one after the other, idle and while training. --train: photos of the run.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DIAGNOSES } from "../electron/domain/diagnosis";
import { drawLesion } from "../electron/demo/drawLesion";
import { startRetraining } from "../electron/training/retrain/client";
import type { FromTrainer, ToTrainer } from "../electron/training/retrain/protocol";
import { launchChild } from "../electron/processes/childProcess";
import { launchVisionChild } from "../electron/vision/childProcess";
import { startVision } from "../electron/vision/client";
import { sharp } from "../electron/vision/sharpRuntime";

const { values } = parseArgs({
  options: {
    photos: { type: "string", default: "40" },
    train: { type: "string", default: "400" },
    model: { type: "string", default: "models/base" },
  },
});
const [count, trained] = [Number(values.photos), Number(values.train)];
const model = join(process.cwd(), values.model);
const app = join(process.cwd(), "out/app");

async function drawn(seed: number): Promise<Uint8Array> {
  const diagnosis = DIAGNOSES[seed % DIAGNOSES.length] ?? "nv";
  const { pixels, width, height } = drawLesion({ seed, diagnosis, width: 600, height: 450 });
  const image = sharp(pixels, { raw: { width, height, channels: 3 } });
  return new Uint8Array(await image.jpeg({ quality: 92 }).toBuffer());
}

const at = (times: readonly number[], share: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;

const line = (name: string, times: readonly number[]): string =>
  `| ${name} | ${at(times, 0.5).toFixed(0)} ms | ${at(times, 0.95).toFixed(0)} ms |`;

async function main(): Promise<void> {
  const pictures: Uint8Array[] = [];
  for (let seed = 0; seed < 28; seed++) pictures.push(await drawn(seed));
  const pictureAt = (index: number): Uint8Array =>
    pictures[index % pictures.length] ?? new Uint8Array();

  const vision = startVision({
    modelFolder: model,
    launch: (folder) => launchVisionChild(join(app, "vision-host.cjs"), folder),
  });

  /** Milliseconds of each analysis. */
  async function analyse(): Promise<number[]> {
    const times: number[] = [];
    for (let index = 0; index < count; index++) {
      const start = performance.now();
      await vision.ask("assess", { bytes: pictureAt(index) });
      times.push(performance.now() - start);
    }
    return times.sort((a, b) => a - b);
  }

  await vision.ask("assess", { bytes: pictureAt(0) });
  const idle = await analyse();

  let isComputing = (): void => undefined;
  const computing = new Promise<void>((resolve) => {
    isComputing = resolve;
  });
  const folder = join(process.cwd(), "out/bench/triage-while-training");
  const run = startRetraining({
    launch: () => launchChild<ToTrainer, FromTrainer>(join(app, "trainer-host.cjs"), []),
    plan: {
      recipe: "quick",
      model,
      out: join(folder, "model"),
      version: "bench",
      created: new Date().toISOString(),
      seed: 1,
      checkpoints: join(folder, "checkpoints"),
      featureKey: null,
      resume: false,
      photos: Array.from({ length: trained }, (_, index) => ({
        label: index % DIAGNOSES.length,
        group: String(index),
        part: index % 5 === 0 ? "holdout" : "train",
      })),
    },
    read: (index) => Promise.resolve(pictureAt(index)),
    onProgress: ({ phase }) => {
      if (phase !== "reading") isComputing();
    },
  });
  const ended = new AbortController();
  const finished = run.finished
    .catch(() => undefined)
    .then(() => {
      ended.abort();
    });
  await Promise.race([computing, finished]);
  const busy = await analyse();
  const wasWholly = !ended.signal.aborted;
  run.cancel();
  await finished;
  vision.stop();

  console.log("|                | median | 95 %   |\n| -------------- | ------ | ------ |");
  console.log(`${line("idle", idle)}\n${line("while training", busy)}`);
  console.log(
    `\n${(at(busy, 0.5) / at(idle, 0.5)).toFixed(2)} times the median (target: at most 2).`,
  );
  if (!wasWholly) console.log("The run ended before the last analysis: give it more --train.");
}

void main();
