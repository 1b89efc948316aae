/** Which photos of a data set show the same. */
import { groupBy } from "../groupBy";
import type { Photo } from "./photo";

/** What says which photos belong together. */
type GroupFacts = Pick<Photo, "patientId" | "lesionId"> & Partial<Pick<Photo, "file">>;

/**
 * Photos that belong together: of one patient, of one lesion, in one file, or joined by a chain of
 * these where some rows name one and some the other. A photo that shares none stands alone.
 *
 * @returns indices into `photos`; groups in the order of their first photo
 */
export function groupsOf(photos: readonly GroupFacts[]): number[][] {
  const parents = photos.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    for (let parent = parents[root]; parent !== undefined && parent !== root;) {
      root = parent;
      parent = parents[root];
    }
    parents[index] = root;
    return root;
  };
  const firsts = new Map<string, number>();
  photos.forEach(({ patientId, lesionId, file = null }, index) => {
    for (const [kind, id] of Object.entries({ patientId, lesionId, file })) {
      if (id === null) continue;
      const key = `${kind} ${id}`;
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, index);
      else {
        const [one, other] = [rootOf(first), rootOf(index)];
        parents[Math.max(one, other)] = Math.min(one, other);
      }
    }
  });
  return [...groupBy([...photos.keys()], rootOf).values()];
}

/** As `groupsOf`, copies of a file being one file. */
export function groupsWithCopies(photos: readonly Photo[]): number[][] {
  return groupsOf(
    photos.map(({ patientId, lesionId, file, copied = file }) => ({
      patientId,
      lesionId,
      file: copied,
    })),
  );
}

/** Photos with a name for the group of each, which is a name among these photos only. */
export function withGroups<P extends GroupFacts>(
  photos: readonly P[],
): (P & { readonly group: string })[] {
  const names = new Map(
    groupsOf(photos).flatMap((members, group) => members.map((index) => [index, group] as const)),
  );
  return photos.map((photo, index) => ({ ...photo, group: String(names.get(index)) }));
}

/** What the groups of photos are: patients where any is named, else lesions, else single photos. */
export type GroupUnit = "patient" | "lesion" | "image";

export function groupUnit(photos: readonly GroupFacts[]): GroupUnit {
  if (photos.some(({ patientId }) => patientId !== null)) return "patient";
  return photos.some(({ lesionId }) => lesionId !== null) ? "lesion" : "image";
}

/** True where the data say what else shows the same. */
export function isGrouped({ patientId, lesionId }: Photo): boolean {
  return patientId !== null || lesionId !== null;
}
