/** Files as accidents and strangers leave them: cut, flipped, overwritten, pieced together. */
import type { Random } from "../../electron/training/random";

/** What one of the ways makes of a file; the file itself stays as it is. */
type Mutation = (file: Buffer, random: Random) => Buffer;

const cutOff: Mutation = (file, random) => file.subarray(0, random.below(file.length + 1));

const flipBits: Mutation = (file, random) => {
  const changed = Buffer.from(file);
  for (let count = 1 + random.below(16); count > 0 && file.length > 0; count--) {
    const at = random.below(file.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
  }
  return changed;
};

/** Numbers at which readers go wrong: nothing, one too many, negative, all that fits. */
const EDGES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

const overwriteNumber: Mutation = (file, random) => {
  const size = random.chance(0.5) ? 4 : 2;
  if (file.length < size) return Buffer.from(file);
  const changed = Buffer.from(file);
  // Headers are where numbers say how much there is.
  const reach = random.chance(0.7) ? Math.min(file.length, 512) : file.length;
  const at = random.below(Math.max(1, reach - size + 1));
  const edge = EDGES[random.below(EDGES.length)] ?? 0;
  if (random.chance(0.5)) changed.writeUIntBE(edge % 256 ** size, at, size);
  else changed.writeUIntLE(edge % 256 ** size, at, size);
  return changed;
};

const leaveOut: Mutation = (file, random) => {
  const [from, to] = rangeOf(file, random);
  return Buffer.concat([file.subarray(0, from), file.subarray(to)]);
};

const repeat: Mutation = (file, random) => {
  const [from, to] = rangeOf(file, random);
  const part = file.subarray(from, Math.min(to, from + 4096));
  const times = 1 + random.below(200);
  return Buffer.concat([
    file.subarray(0, to),
    ...new Array<Buffer>(times).fill(part),
    file.subarray(to),
  ]);
};

const fillWith: Mutation = (file, random) => {
  const [from, to] = rangeOf(file, random);
  const value = random.chance(0.4) ? 0 : random.below(256);
  return Buffer.from(file).fill(value, from, to);
};

const goOn: Mutation = (file, random) =>
  Buffer.concat([
    file,
    Buffer.from(Array.from({ length: random.below(4096) }, () => random.below(256))),
  ]);

const MUTATIONS: readonly Mutation[] = [
  ...[cutOff, flipBits, flipBits, overwriteNumber, overwriteNumber],
  ...[leaveOut, repeat, fillWith, goOn],
];

function rangeOf(file: Buffer, random: Random): readonly [number, number] {
  const from = random.below(file.length + 1);
  const longest = random.chance(0.5) ? 64 : file.length - from;
  return [from, Math.min(file.length, from + random.below(longest + 1))];
}

/** Changes a file in one to three ways; the same stream gives the same file. */
export function mutate(file: Buffer, random: Random): Buffer {
  let changed = file;
  for (let count = 1 + random.below(3); count > 0; count--) {
    const mutation = MUTATIONS[random.below(MUTATIONS.length)] ?? flipBits;
    changed = mutation(changed, random);
  }
  return changed;
}

/** The beginning of one file and the end of another. */
export function splice(one: Buffer, other: Buffer, random: Random): Buffer {
  return Buffer.concat([
    one.subarray(0, random.below(one.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ]);
}

export function pick<T>(items: readonly [T, ...T[]] | readonly T[], random: Random): T {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}
