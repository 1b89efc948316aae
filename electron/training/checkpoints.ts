/**
 * The state of a run on disk, from which it continues as if it had not stopped.
 *
 * One file each: "LNTG" and the format version, the length of a JSON header, the header, then the
 * tensors as float32. Written to a temporary name, flushed, renamed; the newest two are kept, so
 * that there is one even if the disk fills or the machine stops while the other is written.
 */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { LentigoError } from "../contract/errors";
import { SplitMethod } from "../vision/network/modelFolder";
import { decodeParameters, StoredTensor, type Parameters } from "../vision/network/parameters";
import type { OptimiserState } from "./optimiser";
import { Recipe } from "./recipes/recipe";
import { SPLIT_RULES } from "./runData";

/** What makes a run this one: going on with other values would give what neither describes. */
export const RunIdentity = z.object({
  /** With the epochs that were asked for. */
  recipe: Recipe,
  seed: z.int(),
  /** sha256 that names the data, their labels and their split. */
  data: z.string(),
  /** How the data are divided. */
  split: z.enum(SPLIT_RULES),
  /** How parts were drawn; left out by runs from before there was a choice. */
  splitMethod: SplitMethod.default(1),
  /** Photos that it trains on at most; null: all. */
  limit: z.int().nullable(),
  /** After how many it ends; null: not by the clock. */
  minutes: z.number().nullable(),
  /** Where training started, in words that follow "starting from". */
  start: z.string(),
});

export type RunIdentity = z.infer<typeof RunIdentity>;

export interface Checkpoint {
  readonly run: RunIdentity;
  /** Steps done; with the seed it also says where in the data and random numbers the run is. */
  readonly step: number;
  /** Seconds trained so far, over all sittings. */
  readonly seconds: number;
  readonly parameters: Parameters;
  readonly average: Parameters;
  readonly optimiser: OptimiserState;
}

const MAGIC = "LNTG";
const FORMAT = 2;
const KEPT = 2;
const NAME = /^checkpoint-(\d+)\.bin$/;

const Header = z.object({
  run: RunIdentity,
  step: z.int().min(0),
  seconds: z.number().min(0),
  optimiserSteps: z.record(z.string(), z.int().min(1)),
  sha256: z.string(),
  tensors: z.array(StoredTensor),
});

const GROUPS = ["parameters", "average", "firstMoments", "secondMoments"] as const;

/**
 * Writes the checkpoint and removes all but the newest two. Returns the file's path. Where it cannot
 * be written, those before it stay.
 */
export async function writeCheckpoint(folder: string, checkpoint: Checkpoint): Promise<string> {
  await mkdir(folder, { recursive: true });
  const name = `checkpoint-${String(checkpoint.step).padStart(8, "0")}.bin`;
  const path = join(folder, name);
  const part = `${path}.part`;
  try {
    await writeSynced(part, encodeCheckpoint(checkpoint));
    await rename(part, path);
  } catch (error) {
    // Half of one would take the room that the next one needs.
    await rm(part, { force: true });
    throw error;
  }
  const old = (await checkpointFiles(folder)).slice(0, -KEPT);
  for (const outdated of old) await rm(join(folder, outdated));
  return path;
}

/**
 * The newest checkpoint that is whole; null where there is none.
 *
 * @throws LentigoError `checkpoint.version` where another Lentigo wrote them
 */
export async function readLatestCheckpoint(folder: string): Promise<Checkpoint | null> {
  for (const name of (await checkpointFiles(folder)).reverse()) {
    const checkpoint = decodeCheckpoint(await readFile(join(folder, name)));
    if (checkpoint) return checkpoint;
  }
  return null;
}

/** Whether there are any, whole or not. */
export async function hasCheckpoints(folder: string): Promise<boolean> {
  return (await checkpointFiles(folder)).length > 0;
}

/** Removes them, and the folder where nothing else lies in it. */
export async function removeCheckpoints(folder: string): Promise<void> {
  for (const name of await checkpointFiles(folder)) await rm(join(folder, name));
  await rmdir(folder).catch(() => undefined);
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function checkpointFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => NAME.test(name)).sort();
}

function encodeCheckpoint(checkpoint: Checkpoint): Buffer {
  const { run, step, seconds, optimiser } = checkpoint;
  const groups = { ...checkpoint, ...optimiser };
  const tensors: StoredTensor[] = [];
  const parts: Uint8Array[] = [];
  for (const group of GROUPS) {
    for (const [name, { shape, values }] of groups[group]) {
      tensors.push({ name: `${group}:${name}`, shape: [...shape], dtype: "float32" });
      parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    }
  }
  const body = Buffer.concat(parts);
  const header = Buffer.from(
    JSON.stringify({
      run,
      step,
      seconds,
      optimiserSteps: Object.fromEntries(optimiser.steps),
      sha256: createHash("sha256").update(body).digest("hex"),
      tensors,
    } satisfies z.input<typeof Header>),
  );
  const start = Buffer.alloc(12);
  start.write(MAGIC, 0, "latin1");
  start.writeUInt32LE(FORMAT, 4);
  start.writeUInt32LE(header.length, 8);
  return Buffer.concat([start, header, body]);
}

/** Names of what differs between two runs. */
export function runDifferences(one: RunIdentity, other: RunIdentity): string[] {
  const names = Object.keys(RunIdentity.shape) as (keyof RunIdentity)[];
  return names.flatMap((name) => {
    if (name !== "recipe") return one[name] === other[name] ? [] : [name];
    const parts = Object.keys(one.recipe) as (keyof Recipe)[];
    // Both come out of the schema, so that equal recipes have equal texts.
    const text = ({ recipe }: RunIdentity, part: keyof Recipe): string =>
      JSON.stringify(Recipe.parse(recipe)[part]);
    return parts.flatMap((part) =>
      text(one, part) === text(other, part) ? [] : [`recipe ${part}`],
    );
  });
}

/** Null where the bytes are not a whole checkpoint. */
function decodeCheckpoint(bytes: Buffer): Checkpoint | null {
  if (bytes.length < 12 || bytes.toString("latin1", 0, 4) !== MAGIC) return null;
  const format = bytes.readUInt32LE(4);
  if (format !== FORMAT)
    throw new LentigoError("checkpoint.version", { format, supported: FORMAT });
  const end = 12 + bytes.readUInt32LE(8);
  const header = parseHeader(bytes.toString("utf8", 12, end));
  const body = bytes.subarray(end);
  if (header?.sha256 !== createHash("sha256").update(body).digest("hex")) return null;
  const all = decodeParameters(header.tensors, body);
  const group = (wanted: (typeof GROUPS)[number]): Parameters =>
    new Map(
      [...all].flatMap(([name, value]) =>
        name.startsWith(`${wanted}:`) ? [[name.slice(wanted.length + 1), value] as const] : [],
      ),
    );
  return {
    run: header.run,
    step: header.step,
    seconds: header.seconds,
    parameters: group("parameters"),
    average: group("average"),
    optimiser: {
      steps: new Map(Object.entries(header.optimiserSteps)),
      firstMoments: group("firstMoments"),
      secondMoments: group("secondMoments"),
    },
  };
}

function parseHeader(text: string): z.infer<typeof Header> | null {
  try {
    return Header.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
