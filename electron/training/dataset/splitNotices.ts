/** What a split does to the figures measured on it. */
import { groupBy } from "../groupBy";
import { groupsWithCopies, withGroups } from "./groups";
import { PARTS, type Part } from "./parts";
import type { Photo } from "./photo";

/** What whoever reads the figures of a split must know. */
export type SplitNotice =
  /** Photos that could not be kept with others: the data name neither patient nor lesion. */
  | { readonly notice: "not-grouped"; readonly photos: number }
  /** Copies of a file under several lesions' or patients' names, or with one and without. */
  | { readonly notice: "copies-apart"; readonly photos: number }
  /** Groups were split, because the recipe demands it. */
  | { readonly notice: "by-image"; readonly groups: number }
  /** The data's own split has done so. */
  | { readonly notice: "groups-shared"; readonly groups: number }
  /** The data's own split lacks this part, which was drawn from its training photos. */
  | { readonly notice: "part-drawn"; readonly part: Part }
  /** Classes of the data that this part has no photo of. */
  | {
      readonly notice: "classes-missing";
      readonly part: Part;
      readonly classes: readonly string[];
    };

/** A notice as a sentence, for logs and model cards. */
export function noticeText(notice: SplitNotice): string {
  switch (notice.notice) {
    case "not-grouped":
      return `Of ${String(notice.photos)} photos neither patient nor lesion is known: photos of one lesion may be on both sides of the split.`;
    case "copies-apart":
      return `${String(notice.photos)} photos are copies of others that name another lesion or patient, or none.`;
    case "by-image":
      return `Split by image: ${String(notice.groups)} lesions or patients have photos on several sides, which makes results look better than they are.`;
    case "groups-shared":
      return `${String(notice.groups)} lesions or patients have photos on several sides of the split, which makes results look better than they are.`;
    case "part-drawn":
      return `The data's own split has no part ${notice.part}; it was drawn from the training photos.`;
    case "classes-missing":
      return `The part ${notice.part} has no photo of ${notice.classes.join(", ")}.`;
  }
}

/** Groups with photos on several sides. */
export function sharedGroups(parts: Readonly<Record<Part, readonly Photo[]>>): number {
  const sides = PARTS.flatMap((part) => parts[part].map(() => part));
  const groups = groupsWithCopies(PARTS.flatMap((part) => parts[part]));
  return groups.filter((group) => new Set(group.map((index) => sides[index])).size > 1).length;
}

/** Copies of a file that lesions and patients do not join. */
export function copiesApart(photos: readonly Photo[]): number {
  const copies = groupBy(withGroups(photos), ({ copied }) => copied);
  copies.delete(undefined);
  return [...copies.values()]
    .filter((same) => new Set(same.map(({ group }) => group)).size > 1)
    .reduce((sum, { length }) => sum + length, 0);
}

/**
 * For each part that has photos, the classes and diagnoses of the data of which it has none, where
 * there are any.
 */
export function missingClasses(
  parts: Readonly<Record<Part, readonly Photo[]>>,
): Extract<SplitNotice, { notice: "classes-missing" }>[] {
  const namesOf = (part: Part) =>
    new Set(parts[part].flatMap(({ className, diagnosis }) => [className, diagnosis ?? className]));
  const all = new Set(PARTS.flatMap((part) => [...namesOf(part)]));
  return PARTS.filter((part) => parts[part].length > 0).flatMap((part) => {
    const own = namesOf(part);
    const classes = [...all].filter((name) => !own.has(name)).sort();
    return classes.length > 0 ? [{ notice: "classes-missing", part, classes }] : [];
  });
}
