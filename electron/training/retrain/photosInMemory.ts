import { failureOf, LentigoError } from "../../contract/errors";
import type { RetrainProgress } from "../../contract/retraining";
import { deviceDescription } from "../../vision/network/tensorflow";
import { requireMemory } from "./memory";
import type { Surroundings } from "./surroundings";

/** Photos between two reports. */
const REPORT_EVERY = 20;

type PhotosSurroundings = Pick<Surroundings, "read" | "signal" | "onProgress" | "freeMemory">;

/**
 * Takes all photos of a plan in before anything is computed: later the clinic may be locked, and
 * whoever reads them has no key any more. A run that is paused or waits for its hour reads all the
 * same.
 *
 * @returns how to read them from memory; one that could not be read fails as it did
 * @throws LentigoError `training.cancelled`; MemoryShortage where they would not leave the rest of
 * the computer enough; what reading fails with as a whole
 */
export async function takePhotosIn(
  count: number,
  { read, signal, onProgress, freeMemory }: PhotosSurroundings,
): Promise<Surroundings["read"]> {
  const photos: (() => Uint8Array)[] = [];
  const since = performance.now();
  for (let index = 0; index < count; index++) {
    if (signal.aborted) throw new LentigoError("training.cancelled");
    requireMemory(freeMemory());
    photos.push(await taken(index, read));
    if (index % REPORT_EVERY === 0) onProgress(progressAfter(index + 1, since));
  }
  return (index) =>
    Promise.resolve().then(() => {
      const photo = photos[index];
      if (!photo) throw new Error("no such photo");
      return photo();
    });
}

async function taken(index: number, read: Surroundings["read"]): Promise<() => Uint8Array> {
  try {
    const bytes = await read(index);
    return () => bytes;
  } catch (error) {
    // One photo that cannot be read is left out of the run; anything else ends it.
    if (failureOf(error)?.code.startsWith("photo.") !== true) throw error;
    return () => {
      throw error;
    };
  }
}

function progressAfter(photos: number, since: number): RetrainProgress {
  return {
    phase: "reading",
    progress: 0,
    secondsLeft: null,
    photosPerSecond: (photos * 1000) / Math.max(1, performance.now() - since),
    device: deviceDescription(),
    memory: process.memoryUsage().rss,
    point: null,
  };
}
