/** Divides a clinic's photos so that a patient, or else a lesion, stays whole. */
import { groupBy } from "../groupBy";
import { randomStream } from "../random";
import { stratify } from "../dataset/stratify";

export interface GroupedPhoto {
  readonly label: number;
  readonly group: string;
}

/**
 * The part of each photo, an index into `shares`: every part has the diagnoses in like shares.
 *
 * @param key names the stream of random numbers
 */
export function partsByGroup(
  photos: readonly GroupedPhoto[],
  shares: readonly number[],
  ...key: readonly number[]
): number[] {
  const groups = [...groupBy(photos, ({ group }) => group)].sort(([a], [b]) => (a < b ? -1 : 1));
  const classes = groups.map(
    ([, members]) =>
      new Map([...groupBy(members, ({ label }) => String(label))].map(([k, v]) => [k, v.length])),
  );
  const parts = stratify(classes, shares, randomStream(...key));
  const partOf = new Map(groups.map(([group], index) => [group, parts[index] ?? 0]));
  return photos.map(({ group }) => partOf.get(group) ?? 0);
}
