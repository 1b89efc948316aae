/**
 * Divides groups among parts so that every part has the classes in the same shares.
 *
 * Sechidis, Tsoumakas, Vlahavas: On the stratification of multi-label data. ECML PKDD 2011: the
 * class with the fewest groups goes first, each group to the part that lacks most of that class.
 * Groups that weigh more go before others, and a class is on every side as soon as it has as many
 * groups of its own as there are sides.
 */
import { shuffle, type Random } from "../random";

/** Photos of each class in a group. */
export type GroupClasses = ReadonlyMap<string, number>;

/**
 * @param groups in an order that does not depend on that of the data
 * @param shares of the parts, above 0
 * @returns the part of each group, an index into `shares`
 */
export function stratify(
  groups: readonly GroupClasses[],
  shares: readonly number[],
  random: Random,
): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const totals = totalsOf(groups);
  const parts = shares.map((share, number) => ({
    number,
    given: new Map<string, number>(),
    wanted: new Map([...totals].map(([name, { photos }]) => [name, (photos * share) / whole])),
  }));
  const partOf = new Array<number>(groups.length).fill(-1);

  const rarestFirst = [...totals].sort(([a, m], [b, n]) => m.groups - n.groups || (a < b ? -1 : 1));
  for (const [name] of rarestFirst) {
    const open = [...groups.keys()].filter(
      (group) => partOf[group] === -1 && groups[group]?.has(name) === true,
    );
    const sizeOf = (group: number): number => sizeOfGroup(groups[group]);
    const waiting = shuffle(open, random).sort((a, b) => sizeOf(b) - sizeOf(a));
    const lack = ({ given, wanted }: (typeof parts)[number]): number =>
      (wanted.get(name) ?? 0) - (given.get(name) ?? 0);
    waiting.forEach((group, place) => {
      const without = parts.filter(({ given }) => !given.has(name));
      const mustServe = without.length >= waiting.length - place;
      const candidates = mustServe && without.length > 0 ? without : parts;
      const best = candidates.reduce((best, part) => (lack(part) > lack(best) ? part : best));
      partOf[group] = best.number;
      for (const [each, photos] of groups[group] ?? []) {
        best.given.set(each, (best.given.get(each) ?? 0) + photos);
      }
    });
  }
  return partOf;
}

function totalsOf(groups: readonly GroupClasses[]) {
  const totals = new Map<string, { photos: number; groups: number }>();
  for (const [name, photos] of groups.flatMap((group) => [...group])) {
    const total = totals.get(name) ?? { photos: 0, groups: 0 };
    totals.set(name, { photos: total.photos + photos, groups: total.groups + 1 });
  }
  return totals;
}

function sizeOfGroup(group: GroupClasses = new Map()): number {
  return [...group.values()].reduce((sum, photos) => sum + photos, 0);
}
