import type { DemoPhoto } from "./plan";
import { mixSeeds } from "../seededRandom";
import type { DemoDrawing } from "./photos";

/** Three photos of this morning that still wait for a patient, one of them of no lesion. */
export function strayPhotos(seed: number, now: Date): DemoPhoto[] {
  const drawings: readonly DemoDrawing[] = [
    { kind: "lesion", options: { seed: mixSeeds(seed, 901), diagnosis: "mel", skinType: 3 } },
    { kind: "lesion", options: { seed: mixSeeds(seed, 902), diagnosis: "nv", hair: 0.15 } },
    { kind: "other", options: { seed: mixSeeds(seed, 903), kind: "document" } },
  ];
  return drawings.map((drawing, index) => ({
    name: `camera-${String(index + 1).padStart(4, "0")}.jpg`,
    takenAt: new Date(now.getTime() - (drawings.length - index) * 60_000),
    lesion: null,
    drawing,
    outcomes: [],
  }));
}
