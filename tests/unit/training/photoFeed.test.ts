/** The worker thread itself, bundled as the application bundles it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharp } from "../../../electron/vision/sharpRuntime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPhotoFeed, type PhotoFeed } from "../../../electron/training/photoFeed";
import { lentigo } from "../../../electron/training/recipes/lentigo";
import { bundleAugmentWorker } from "./workerBundle";

const still = {
  ...lentigo.augmentation,
  area: [1, 1] as [number, number],
  aspect: 1,
  orientations: 1 as const,
  brightness: 0,
  contrast: 0,
  saturation: 0,
  tint: 0,
};

let folder: string;
let worker: Awaited<ReturnType<typeof bundleAugmentWorker>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lentigo-feed-"));
  worker = await bundleAugmentWorker();
  for (const [name, background] of [
    ["red", "#c80000"],
    ["green", "#00c800"],
  ] as const) {
    const picture = { create: { width: 40, height: 40, channels: 3 as const, background } };
    await sharp(picture)
      .png()
      .toFile(join(folder, `${name}.png`));
  }
  await writeFile(join(folder, "broken.png"), "not a picture");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await worker.remove();
});

async function withFeed(
  threads: number,
  use: (feed: PhotoFeed) => Promise<void>,
  augmentation: typeof still = still,
): Promise<void> {
  const feed = openPhotoFeed({
    workerFile: worker.file,
    threads,
    augmentation,
    largestSize: 32,
    cacheBytes: 1e6,
  });
  try {
    await use(feed);
  } finally {
    await feed.close();
  }
}

describe("photo feed", () => {
  const order = (name: string, ...key: number[]) => ({ file: join(folder, `${name}.png`), key });

  it("takes photos from memory as from files", async () => {
    const pixels = new Uint8Array(new SharedArrayBuffer(40 * 40 * 3));
    pixels.forEach((_, index) => {
      pixels[index] = index % 3 === 0 ? 200 : 0;
    });
    const feed = openPhotoFeed({
      workerFile: worker.file,
      threads: 2,
      augmentation: still,
      largestSize: 32,
      cacheBytes: 1e6,
      pictures: new Map([["in memory", { pixels, width: 40, height: 40 }]]),
    });
    const answer = await feed.request([order("red", 1), { file: "in memory", key: [1] }], 32);
    await feed.close();
    const half = answer.length / 2;
    expect(answer.subarray(half)).toEqual(answer.subarray(0, half));
  });

  it.each([1, 3])("gives photos in the order asked for, from %d threads", async (threads) => {
    await withFeed(threads, async (feed) => {
      const names = ["red", "green", "green", "red"];
      const pixels = await feed.request(
        names.map((name, index) => order(name, index)),
        32,
      );
      expect(pixels).toHaveLength(4 * 32 * 32 * 3);
      const first = names.map((_, index) => [...pixels.slice(index * 3072, index * 3072 + 3)]);
      expect(first).toEqual([
        [200, 0, 0],
        [0, 200, 0],
        [0, 200, 0],
        [200, 0, 0],
      ]);
    });
  });

  it("varies with the key alone", async () => {
    const varied = { ...still, brightness: 0.5 };
    await withFeed(
      1,
      async (feed) => {
        const one = await feed.request([order("red", 1)], 32);
        const other = await feed.request([order("red", 2)], 32);
        expect(await feed.request([order("red", 1)], 32)).toEqual(one);
        expect(other).not.toEqual(one);
      },
      varied,
    );
  });

  it("names the file that it cannot read and goes on with others", async () => {
    await withFeed(1, async (feed) => {
      await expect(feed.request([order("red"), order("broken")], 32)).rejects.toThrow("broken.png");
      await expect(feed.request([order("missing")], 32)).rejects.toThrow("missing.png");
      expect(await feed.request([order("red")], 32)).toHaveLength(3072);
    });
  });

  it("fails what is waiting when it is closed", async () => {
    const feed = openPhotoFeed({
      workerFile: worker.file,
      threads: 1,
      augmentation: still,
      largestSize: 32,
      cacheBytes: 0,
    });
    const waiting = feed.request([order("red")], 32);
    await Promise.all([expect(waiting).rejects.toThrow(), feed.close()]);
  });

  it("goes on failing once a thread has ended, in place of waiting for ever", async () => {
    const feed = openPhotoFeed({
      workerFile: join(folder, "not-there.cjs"),
      threads: 1,
      augmentation: still,
      largestSize: 32,
      cacheBytes: 0,
    });
    await expect(feed.request([order("red")], 32)).rejects.toThrow("not-there.cjs");
    await expect(feed.request([order("red")], 32)).rejects.toThrow(/not-there|ended with code/);
    await feed.close();
  });
});
