/**
 * Training a network, every layer, with photos read, augmented and fed: Lentigo's trainer beside
 * Keras' `fit` and a `tf.function` step of one's own, in turns on the same machine.
 * TensorFlow takes oneDNN's kernels of its own accord only on newer processors, so both run with
 * and without. Prints medians, ratios and the most memory that each process held.
 *
 *   npm run bench:training [-- --network mobilenetV2 --size 224 --rounds 3 --steps 6]
 *       --network: or mobilenetV1 or plainCnn (`custom-cnn-7`, which wants --size 150)
 *   npm run bench:training -- --leaks 1000      tensors and memory over so many small steps
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DIAGNOSES } from "../electron/domain/diagnosis";
import { watchForLeaks } from "./training/leaks";
import { NETWORKS, serveTurns, type NetworkName } from "./training/ourSide";
import { drawPhotos } from "./training/photos";
import { openSide, type Side, type Turn } from "./training/side";

const root = join(__dirname, "../..");
const PHOTOS = 64;
const BATCH = 32;

/** How TensorFlow is told of oneDNN; undefined leaves the choice to it. */
const PEERS = [
  { name: "Keras `fit`, as it comes", kind: "fit", oneDnn: undefined },
  { name: "Keras `fit`, oneDNN asked for", kind: "fit", oneDnn: "1" },
  { name: "own `tf.function` step, as it comes", kind: "step", oneDnn: undefined },
  { name: "own `tf.function` step, oneDNN asked for", kind: "step", oneDnn: "1" },
] as const;

interface Options {
  readonly network: NetworkName;
  readonly size: number;
  readonly rounds: number;
  /** Measured in each turn. */
  readonly steps: number;
}

async function compare({ network, size, rounds, steps }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-"));
  const sides: Side[] = [];
  try {
    const files = await drawPhotos(folder, PHOTOS);
    const table = join(folder, "photos.csv");
    const rows = files.map((file, index) => `${file},${index % DIAGNOSES.length}`);
    writeFileSync(table, `${rows.join("\n")}\n`);

    const given = [network, table, String(size), String(BATCH)];
    sides.push(openSide("Lentigo", process.execPath, [__filename, "--serve", ...given]));
    for (const { name, kind, oneDnn } of PEERS) {
      const python = join(root, "out/bench-venv/bin/python");
      const script = join(root, "bench/training.py");
      sides.push(openSide(name, python, [script, kind, ...given], oneDnn));
    }
    // Once through every photo, so that all are decoded, and whatever is compiled or traced.
    for (const side of sides) await side.turn(Math.ceil(PHOTOS / BATCH));
    console.error("All sides are warm; the rounds begin.");

    const turns = sides.map((): Turn[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [index, side] of sides.entries()) turns[index]?.push(await side.turn(steps));
    }
    printTable(sides, turns);
  } finally {
    for (const side of sides) side.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function printTable(sides: readonly Side[], turns: readonly Turn[][]): void {
  const ours = turns[0] ?? [];
  console.log(
    "| side | photos/s | Lentigo's gain (min to max) | processor time a step | most memory |",
  );
  console.log("| --- | --- | --- | --- | --- |");
  sides.forEach(({ name }, index) => {
    const own = turns[index] ?? [];
    const rate = (BATCH * 1000) / median(own.flatMap(({ milliseconds }) => milliseconds));
    const ratios = own.map(
      (turn, round) => median(turn.milliseconds) / median(ours[round]?.milliseconds ?? []),
    );
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    const gigabytes = Math.max(...own.map(({ peakBytes }) => peakBytes)) / 1e9;
    const cells = [
      name,
      rate.toFixed(1),
      index === 0 ? "" : `${median(ratios).toFixed(2)} (${range})`,
      `${median(own.flatMap(({ processor }) => processor)).toFixed(0)} ms`,
      `${gigabytes.toFixed(2)} GB`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  });
  const waited = ours.flatMap(({ waiting }) => waiting ?? []);
  const all = ours.flatMap(({ milliseconds }) => milliseconds);
  console.log(
    `\nLentigo waited for photos ${((100 * sum(waited)) / sum(all)).toFixed(1)} % of it.`,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function networkNamed(name = ""): NetworkName {
  const found = Object.keys(NETWORKS).find((each) => each === name);
  if (found === undefined) throw new Error(`--network: ${Object.keys(NETWORKS).join(", ")}`);
  return found as NetworkName;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      network: { type: "string", default: "mobilenetV2" },
      size: { type: "string", default: "224" },
      rounds: { type: "string", default: "3" },
      steps: { type: "string", default: "6" },
      leaks: { type: "string" },
      serve: { type: "boolean", default: false },
    },
  });
  if (values.serve) {
    const [name, table = "", size, batch] = positionals;
    const workerFile = join(root, "out/app/augment-worker.cjs");
    const network = networkNamed(name);
    await serveTurns({ network, table, size: Number(size), batch: Number(batch), workerFile });
  } else if (values.leaks === undefined) {
    const [size, rounds, steps] = [values.size, values.rounds, values.steps].map(Number);
    const network = networkNamed(values.network);
    await compare({ network, size: size ?? NaN, rounds: rounds ?? NaN, steps: steps ?? NaN });
  } else {
    await watchForLeaks(Number(values.leaks));
  }
}

void main();
