/** Lentigo's own side: the trainer as it runs, with its thread that decodes and augments. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openPhotoFeed, type PhotoFeed } from "../../electron/training/photoFeed";
import { customCnn7 } from "../../electron/training/recipes/customCnn7";
import { lentigo } from "../../electron/training/recipes/lentigo";
import { mobilenet7 } from "../../electron/training/recipes/mobilenet7";
import { trainNetwork } from "../../electron/training/trainer";
import { createKernels } from "../../electron/vision/network/kernels";
import { describeNetwork } from "../../electron/vision/network/networkOptions";
import { initialParameters } from "../../electron/vision/network/parameters";
import { openTensorFlow } from "../../electron/vision/network/tensorflow";
import { randomStream } from "../../electron/training/random";
import type { Turn } from "./side";

/** The networks of all recipes, as bench/training.py calls them too. */
export const NETWORKS = {
  mobilenetV2: lentigo.network,
  mobilenetV1: mobilenet7.network,
  plainCnn: customCnn7.network,
} as const;

export type NetworkName = keyof typeof NETWORKS;

export interface OurOptions {
  readonly network: NetworkName;
  /** "file,label" lines. */
  readonly table: string;
  /** Side of the input in pixels. */
  readonly size: number;
  /** Photos in a step. */
  readonly batch: number;
  /** The bundled augmentWorker.ts. */
  readonly workerFile: string;
}

/** Answers every number of steps on standard input with a line of JSON: see side.ts. */
export async function serveTurns({
  network: name,
  table,
  size,
  batch,
  workerFile,
}: OurOptions): Promise<void> {
  const kernels = createKernels(openTensorFlow());
  const photos = readFileSync(table, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","))
    .map(([file = "", label]) => ({ file, label: Number(label) }));
  const random = randomStream(1);
  const network = NETWORKS[name];
  const start = initialParameters(describeNetwork(network), () => random.normal());
  const { augmentation } = lentigo;
  const feed = openPhotoFeed({
    ...{ workerFile, threads: 1, augmentation, largestSize: size },
    cacheBytes: 1e9,
  });
  const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-"));

  async function turn(steps: number): Promise<Turn> {
    const epochs = (steps * batch) / photos.length;
    const phase = { inputSize: size, learningRate: { peak: 5e-4, warmup: 0, final: 5e-4 } };
    const recipe = {
      ...lentigo,
      network,
      phases: [{ ...phase, epochs, trained: "all" as const }],
      batchNorm: { ...lentigo.batchNorm, recalibrationBatches: 0 },
    };
    const clocked = withClock(feed);
    const ends: number[] = [];
    const processor: number[] = [];
    await trainNetwork({
      kernels,
      run: {
        recipe,
        seed: 1,
        data: "drawn",
        split: "grouped",
        splitMethod: 1,
        limit: null,
        minutes: null,
        start: "random numbers",
      },
      network,
      photos,
      feed: clocked.feed,
      featureBytes: 0,
      start,
      checkpoints: { folder, interval: Infinity },
      onProgress: () => {
        ends.push(performance.now());
        const { user, system } = process.cpuUsage();
        processor.push((user + system) / 1000);
      },
    });
    return {
      milliseconds: differences(ends),
      processor: differences(processor),
      // A batch that was ready before the step before it ended cost nothing.
      waiting: ends
        .slice(0, -1)
        .map((end, step) => Math.max(0, (clocked.ready[step + 1] ?? 0) - end)),
      peakBytes: process.resourceUsage().maxRSS * 1024,
    };
  }

  for await (const line of createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await turn(Number(line))));
  }
  await feed.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The feed, and when each of its batches was there. */
function withClock(feed: PhotoFeed): { readonly feed: PhotoFeed; readonly ready: number[] } {
  const ready: number[] = [];
  let asked = 0;
  return {
    ready,
    feed: {
      ...feed,
      async request(photos, size) {
        const batch = asked++;
        const pixels = await feed.request(photos, size);
        ready[batch] = performance.now();
        return pixels;
      },
    },
  };
}

function differences(ends: readonly number[]): number[] {
  return ends.slice(1).map((end, index) => end - (ends[index] ?? end));
}
