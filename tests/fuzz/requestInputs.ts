/** Inputs of requests, made by what the contract says of each. */
import type * as z from "zod";
import type { Random } from "../../electron/training/random";
import { pick } from "./mutate";
import { changedSomewhere, wrongMessage } from "./wrongValues";

/** What of zod's description of a shape is used here (zod 4). */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Shape>>;
  readonly innerType?: Shape;
  readonly element?: Shape;
  readonly items?: readonly Shape[];
  readonly options?: readonly Shape[];
  readonly keyType?: Shape;
  readonly valueType?: Shape;
  readonly in?: Shape;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
}

interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly format?: string;
}

interface Shape {
  readonly def: Definition;
}

/** Ids and names that mean something in the clinic at hand. */
export type Known = readonly string[];

/** An input that fits, as far as the shape tells: what it is refined by may refuse it. */
export function fittingInput(shape: z.ZodType, known: Known, random: Random): unknown {
  return valueFor(shape, known, random);
}

/** An input of which something is not as it should be; now and then nothing of it is. */
export function wrongInput(shape: z.ZodType, known: Known, random: Random): unknown {
  return changedSomewhere(fittingInput(shape, known, random), random, wrongMessage);
}

function valueFor({ def }: Shape, known: Known, random: Random): unknown {
  const inner = (shape: Shape | undefined): unknown => shape && valueFor(shape, known, random);
  switch (def.type) {
    case "object":
      return Object.fromEntries(
        Object.entries(def.shape ?? {}).map(([key, shape]) => [key, inner(shape)]),
      );
    case "string":
      return stringFor(def, known, random);
    case "number":
      return numberFor(def, random);
    case "boolean":
      return random.chance(0.5);
    case "enum":
      return pick(Object.values(def.entries ?? {}), random);
    case "literal":
      return pick(def.values ?? [], random);
    case "nullable":
      return random.chance(0.3) ? null : inner(def.innerType);
    case "optional":
    case "default":
      return random.chance(0.3) ? undefined : inner(def.innerType);
    case "array":
      return Array.from({ length: random.below(4) }, () => inner(def.element));
    case "tuple":
      return def.items?.map(inner);
    case "union":
      return inner(pick(def.options ?? [], random));
    case "record":
      return recordFor(def, known, random);
    case "pipe":
      return inner(def.in);
    case "custom":
      // The only one that the contract has: bytes.
      return Uint8Array.from({ length: random.below(300) }, () => random.below(256));
    default:
      throw new Error(`no values for zod's ${def.type}`);
  }
}

function recordFor({ keyType, valueType }: Definition, known: Known, random: Random): unknown {
  const keys = Object.values(keyType?.def.entries ?? { some: "key" });
  return Object.fromEntries(
    keys.map((key) => [key, valueType && valueFor(valueType, known, random)]),
  );
}

const TEXTS = ["", " ", "Eva", "Öberg-ß", "2026-11-22", "127.0.0.1", "%_'\"\\", "a\nb\tc"];

function stringFor({ format, checks }: Definition, known: Known, random: Random): string {
  const formats = [format, ...(checks ?? []).map(({ _zod }) => _zod.def.format)];
  if (formats.includes("uuid")) return random.chance(0.7) ? pick(known, random) : newId(random);
  if (formats.includes("datetime")) return "2026-11-20T09:30:15.000Z";
  const text = random.chance(0.3) ? pick(known, random) : pick(TEXTS, random);
  const longest = limitOf(checks, "max_length")?.maximum ?? 1000;
  return text.repeat(random.chance(0.1) ? 1000 : 1).slice(0, longest);
}

function newId(random: Random): string {
  const digits = Array.from({ length: 12 }, () => random.below(16).toString(16)).join("");
  return `00000000-0000-4000-8000-${digits}`;
}

function numberFor({ checks }: Definition, random: Random): number {
  const low = limitOf(checks, "greater_than")?.value ?? -5;
  const high = Math.min(limitOf(checks, "less_than")?.value ?? low + 1000, low + 1e9);
  if (random.chance(0.2)) return random.chance(0.5) ? low : high;
  const value = random.between(low, high);
  return random.chance(0.3) ? value : Math.round(value);
}

function limitOf(checks: Definition["checks"], name: string): Check | undefined {
  return checks?.map(({ _zod }) => _zod.def).find(({ check }) => check === name);
}
