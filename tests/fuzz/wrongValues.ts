/** Values that no reader of JSON, or of requests, may trip over. */
import type { Random } from "../../electron/training/random";
import { pick } from "./mutate";

/** What JSON can say. */
const JSON_VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => 2 ** 53,
  () => "",
  () => "x".repeat(100_000),
  () => "\0\ud800'; DROP TABLE patients; --",
  () => "../../etc/passwd",
  () => "2026-02-30",
  () => "00000000-0000-4000-8000-000000000000",
  () => [],
  () => new Array<null>(10_000).fill(null),
  () => deep(2_000),
  () => ({}),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}') as unknown,
];

/** What a message between processes can carry besides. */
const OTHER_VALUES: readonly (() => unknown)[] = [
  () => undefined,
  () => NaN,
  () => Infinity,
  () => 10n ** 40n,
  () => new Date(NaN),
  () => new Map([["a", 1]]),
  () => new Set([1]),
  () => new Uint8Array(64),
  () => new Float64Array(8),
  () => new ArrayBuffer(16),
  () => /(a+)+$/,
  () => new Error("an error"),
  () => circle(),
];

function deep(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

function circle(): unknown {
  const value: Record<string, unknown> = {};
  value["self"] = value;
  return value;
}

export const wrongJson = (random: Random): unknown => pick(JSON_VALUES, random)();

export const wrongMessage = (random: Random): unknown =>
  pick([...JSON_VALUES, ...OTHER_VALUES], random)();

/** A copy with one value in it exchanged, taken away or put in besides. */
export function changedSomewhere(
  value: unknown,
  random: Random,
  wrong: (random: Random) => unknown,
): unknown {
  if (!isContainer(value) || random.chance(0.15)) return wrong(random);
  const keys = Object.keys(value);
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
    string,
    unknown
  >;
  const key = keys.length > 0 ? pick(keys, random) : "0";
  const way = random.uniform();
  if (way < 0.1) Reflect.deleteProperty(copy, key);
  else if (way < 0.2) copy[Array.isArray(value) ? String(keys.length) : "besides"] = wrong(random);
  else copy[key] = changedSomewhere(copy[key], random, wrong);
  return copy;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  if (Array.isArray(value)) return true;
  return (
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
