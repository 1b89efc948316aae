/** The parts of a data set that a run trains on, chooses by and is measured on. */
import { LentigoError } from "../../contract/errors";
import type { SplitMethod } from "../../vision/network/modelFolder";
import { randomStream } from "../random";
import { groupsOf, groupsWithCopies, groupUnit, isGrouped } from "./groups";
import { partNamed, PARTS, type Part } from "./parts";
import type { Photo } from "./photo";
import { copiesApart, missingClasses, sharedGroups, type SplitNotice } from "./splitNotices";
import { stratify } from "./stratify";

export interface SplitOptions {
  /** Shares of the photos, adding up to 1; a part of share 0 is left out. */
  readonly shares: Readonly<Record<Part, number>>;
  /**
   * `group` keeps the photos of a patient together, and those of a lesion, as far as the data name
   * them; `image` does not, as published systems often split.
   */
  readonly by: "group" | "image";
  /** Gives every part the classes in the shares that the data have. */
  readonly stratified: boolean;
  readonly seed: number;
  /** Default: that of new runs. */
  readonly method?: SplitMethod;
}

/** How new runs draw. */
export const NEWEST_METHOD: SplitMethod = 2;

export interface Splits<P extends Photo = Photo> {
  /** Where the split comes from: the data themselves, or drawn by what is named. */
  readonly by: "given" | "patient" | "lesion" | "image";
  /** Photos of each part, in the order of the data set. */
  readonly parts: Readonly<Record<Part, readonly P[]>>;
  /** What reports call each part; the data's own word where they have one. */
  readonly names: Readonly<Record<Part, string>>;
  readonly notices: readonly SplitNotice[];
}

/**
 * Divides photos into parts. A split that the data bring along is kept; a part that it lacks is
 * drawn from its training photos, as the whole is where there is none.
 *
 * @returns the same for the same photos and seed, whatever their order
 * @throws LentigoError `dataset.part` where a part that is wanted gets no photo
 */
export function splitPhotos<P extends Photo>(
  photos: readonly P[],
  options: SplitOptions,
): Splits<P> {
  const given = photos.some(({ split }) => split !== null);
  const parts = given ? givenParts(photos) : { train: photos, val: [], test: [] };
  const lacking = PARTS.filter((part) => options.shares[part] > 0 && parts[part].length === 0);
  const drawn = lacking.length > 0 ? draw(parts.train, ["train", ...lacking], options) : {};
  const all = { ...parts, ...drawn };
  const empty = PARTS.find((part) => options.shares[part] > 0 && all[part].length === 0);
  if (empty !== undefined) throw new LentigoError("dataset.part", { part: empty });

  const ungrouped = photos.filter((photo) => !isGrouped(photo)).length;
  const shared = sharedGroups(all);
  const copies = copiesApart(photos);
  const notices: SplitNotice[] = [];
  if (ungrouped > 0) notices.push({ notice: "not-grouped", photos: ungrouped });
  if (copies > 0) notices.push({ notice: "copies-apart", photos: copies });
  if (shared > 0) {
    const byImage = options.by === "image" && lacking.length > 0;
    notices.push({ notice: byImage ? "by-image" : "groups-shared", groups: shared });
  }
  if (given) notices.push(...lacking.map((part) => ({ notice: "part-drawn", part }) as const));
  notices.push(...missingClasses(all));
  return {
    by: given ? "given" : unitOf(photos, options.by),
    parts: all,
    names: namesOf(all),
    notices,
  };
}

type Parts<P> = Readonly<Record<Part, readonly P[]>>;

function givenParts<P extends Photo>(photos: readonly P[]): Parts<P> {
  const of = (part: Part): P[] =>
    photos.filter(({ split }) => split !== null && partNamed(split) === part);
  return { train: of("train"), val: of("val"), test: of("test") };
}

/** Stream number that keeps the draw apart from what else a run's seed decides. */
const STREAM = 0x5917;

/** The given parts of the photos, in the shares that they have of one another. */
function draw<P extends Photo>(
  photos: readonly P[],
  into: readonly Part[],
  { shares, by, stratified, seed, method = NEWEST_METHOD }: SplitOptions,
): Partial<Parts<P>> {
  const sorted = [...photos].sort((a, b) => (a.imageId < b.imageId ? -1 : 1));
  const together = method === 1 ? groupsOf : groupsWithCopies;
  const groups = by === "image" ? sorted.map((_, index) => [index]) : together(sorted);
  // Tables of the ISIC Archive sort by benign and malignant, and may name the diagnosis beside.
  const stratumOf = ({ className, diagnosis }: Photo): string =>
    method === 1 ? className : (diagnosis ?? className);
  const classesOf = (group: readonly number[]): Map<string, number> => {
    const classes = new Map<string, number>();
    for (const index of group) {
      const photo = sorted[index];
      const name = stratified && photo ? stratumOf(photo) : "any";
      classes.set(name, (classes.get(name) ?? 0) + 1);
    }
    return classes;
  };
  const partOf = stratify(
    groups.map(classesOf),
    into.map((part) => shares[part]),
    randomStream(seed, STREAM),
  );
  const drawn = new Map<P, Part>();
  groups.forEach((group, number) => {
    const part = into[partOf[number] ?? -1];
    for (const index of group) {
      const photo = sorted[index];
      if (photo && part) drawn.set(photo, part);
    }
  });
  return Object.fromEntries(
    into.map((part) => [part, photos.filter((photo) => drawn.get(photo) === part)]),
  );
}

function unitOf(photos: readonly Photo[], by: SplitOptions["by"]): Splits["by"] {
  return by === "image" ? by : groupUnit(photos);
}

function namesOf(parts: Parts<Photo>): Record<Part, string> {
  const nameOf = (part: Part): string => {
    const words = new Set(
      parts[part].map(({ split }) =>
        split !== null && partNamed(split) === part ? split.toLowerCase() : part,
      ),
    );
    return words.size === 0 ? part : [...words].join(" and ");
  };
  return { train: nameOf("train"), val: nameOf("val"), test: nameOf("test") };
}
