/** Which photos of `train` are the simulated clinic's: whole lesions, in other shares of classes. */
import { DIAGNOSES, type Diagnosis } from "../../electron/domain/diagnosis";
import type { Photo } from "../../electron/training/dataset/photo";
import { lesionOf } from "../../electron/training/dataset/photo";
import { groupBy } from "../../electron/training/groupBy";
import { randomStream, shuffle } from "../../electron/training/random";

/** Photos of the clinic: fewer naevi than HAM10000 has, as where colleagues refer patients to. */
const CLINIC: Readonly<Record<Diagnosis, number>> = {
  akiec: 110,
  bcc: 180,
  bkl: 280,
  df: 36,
  mel: 200,
  nv: 660,
  vasc: 34,
};

/** Share of the clinic's photos that its hold-out takes. */
const HELD_OUT = 1 / 3;

export interface ClinicSplit {
  /** What the clinic learns from, in an order whose beginnings have its shares of classes. */
  readonly train: readonly Photo[];
  readonly holdout: readonly Photo[];
  /** All others: what a base model that never saw the clinic may learn from. */
  readonly rest: readonly Photo[];
}

/**
 * @param pool photos that the clinic is taken from
 * @param scale of the clinic, 1 for 1,500 photos
 */
export function splitClinic(pool: readonly Photo[], seed: number, scale = 1): ClinicSplit {
  const random = randomStream(seed, 0xc11c);
  const ranked: { readonly photo: Photo; readonly rank: number }[] = [];
  const holdout: Photo[] = [];
  for (const diagnosis of DIAGNOSES) {
    const photos = pool.filter((photo) => photo.diagnosis === diagnosis);
    const lesions = shuffle([...groupBy(photos, lesionOf).values()], random);
    const wanted = CLINIC[diagnosis] * scale;
    const taken: Photo[][] = [];
    let count = 0;
    while (count < wanted && taken.length < lesions.length) {
      const lesion = lesions[taken.length] ?? [];
      taken.push(lesion);
      count += lesion.length;
    }
    const own: Photo[] = [];
    for (const lesion of taken) {
      const wantsMore = holdout.filter((photo) => photo.diagnosis === diagnosis).length;
      if (wantsMore < count * HELD_OUT) holdout.push(...lesion);
      else own.push(...lesion);
    }
    own.forEach((photo, index) => ranked.push({ photo, rank: (index + 0.5) / own.length }));
  }
  const train = ranked.sort((a, b) => a.rank - b.rank).map(({ photo }) => photo);
  const chosen = new Set([...train, ...holdout]);
  return { train, holdout, rest: pool.filter((photo) => !chosen.has(photo)) };
}
