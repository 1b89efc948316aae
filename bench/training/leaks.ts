/** Many steps of a narrow network: nothing may be left behind. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PhotoFeed } from "../../electron/training/photoFeed";
import { randomStream } from "../../electron/training/random";
import { lentigo } from "../../electron/training/recipes/lentigo";
import { trainNetwork } from "../../electron/training/trainer";
import { createKernels } from "../../electron/vision/network/kernels";
import { describeNetwork } from "../../electron/vision/network/networkOptions";
import { initialParameters } from "../../electron/vision/network/parameters";
import { openTensorFlow } from "../../electron/vision/network/tensorflow";

const SIZE = 32;
const BATCH = 4;
const PHOTOS = 8;

/** Prints the tensors alive and the process's memory ten times on the way. */
export async function watchForLeaks(steps: number): Promise<void> {
  const kernels = createKernels(openTensorFlow());
  const random = randomStream(1);
  const noise: PhotoFeed = {
    request: (photos, size) =>
      Promise.resolve(
        Uint8Array.from({ length: photos.length * size * size * 3 }, () => random.below(256)),
      ),
    close: () => Promise.resolve(),
  };
  const recipe = {
    ...lentigo,
    network: { ...lentigo.network, alpha: 0.35 },
    batchSize: BATCH,
    phases: [
      {
        epochs: (steps * BATCH) / PHOTOS,
        inputSize: SIZE,
        learningRate: { peak: 1e-3, warmup: 0, final: 0 },
        trained: "all" as const,
      },
    ],
  };
  const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-"));
  console.log("| steps | tensors | memory |");
  console.log("| --- | --- | --- |");
  try {
    await trainNetwork({
      kernels,
      run: {
        recipe,
        seed: 1,
        data: "noise",
        split: "grouped",
        splitMethod: 1,
        limit: null,
        minutes: null,
        start: "random numbers",
      },
      network: recipe.network,
      photos: Array.from({ length: PHOTOS }, (_, index) => ({ file: "", label: index % 7 })),
      feed: noise,
      featureBytes: 0,
      start: initialParameters(describeNetwork(recipe.network), () => random.normal()),
      checkpoints: { folder, interval: Infinity },
      onProgress: ({ step }) => {
        if (step % Math.ceil(steps / 10) !== 0) return;
        const { rss } = process.memoryUsage();
        console.log(`| ${step} | ${kernels.aliveTensors()} | ${(rss / 1e6).toFixed(0)} MB |`);
      },
    });
    console.log(`| end | ${kernels.aliveTensors()} | |`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
