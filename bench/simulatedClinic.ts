/**
 * A simulated clinic: photos held back from HAM10000's `train`, by lesion, seen through another
 * camera and in other shares of classes. Retrains on 300 and on 1,000 of them and prints how long it
 * took, what it gained on the clinic's hold-out, what it cost on `val`, and what the gate says of it;
 * then the same with shuffled labels.
 *
 *   npm run bench:clinic -- --data HAM10000 --write-split DIR
 *       writes the data without the clinic's lesions, to train a base model on that never saw them
 *   npm run bench:clinic -- --data HAM10000 --model DIR [--recipe quick] [--keep DIR]
 *       --model: that base model, with its rehearsal file. --keep: where photos and candidates stay
 */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Comparison, type Measured } from "../electron/contract/comparison";
import { photosOf, type Photo } from "../electron/training/dataset/photo";
import { readDataset } from "../electron/training/dataset/readDataset";
import { randomStream, shuffle } from "../electron/training/random";
import { throughClinicCamera } from "./simulatedClinic/look";
import { splitClinic } from "./simulatedClinic/split";

const root = join(__dirname, "../..");
const SEED = 1;
const SIZES = [300, 1000] as const;

/** The same columns as HAM10000's table has, as far as they matter. */
function tableOf(photos: readonly Photo[]): string {
  const rows = photos.map(({ imageId, lesionId, diagnosis, age, sex, site, split }) =>
    [imageId, lesionId, diagnosis, age, sex ?? "unknown", site ?? "unknown", split].join(),
  );
  return `${["image_id,lesion_id,dx,age,sex,localization,split", ...rows].join("\n")}\n`;
}

async function writeSplit(data: string, out: string): Promise<void> {
  const dataset = await readDataset(data);
  const { train, holdout } = splitClinic(photosOf(dataset, "train"), SEED);
  const clinic = new Set([...train, ...holdout]);
  const kept = dataset.photos.filter((photo) => !clinic.has(photo));
  await mkdir(join(out, "images"), { recursive: true });
  await writeFile(join(out, "metadata.csv"), tableOf(kept));
  for (const { file } of kept) await symlink(resolve(file), join(out, "images", basename(file)));
  const left = await readDataset(out);
  console.log(`${left.photos.length} photos in ${out}; ${clinic.size} are the clinic's`);
}

interface Clinic {
  readonly images: string;
  readonly holdout: string;
  /** Tables to learn from, by name. */
  readonly tables: readonly { readonly name: string; readonly file: string }[];
}

async function writeClinic(data: string, folder: string): Promise<Clinic> {
  const dataset = await readDataset(data);
  const { train, holdout } = splitClinic(photosOf(dataset, "train"), SEED);
  const images = join(folder, "images");
  await mkdir(images, { recursive: true });
  for (const { imageId, file } of [...train, ...holdout]) {
    await writeFile(join(images, `${imageId}.jpg`), await throughClinicCamera(file));
  }
  const write = async (name: string, photos: readonly Photo[]) => {
    const file = join(folder, `${name}.csv`);
    await writeFile(file, tableOf(photos));
    return { name, file };
  };
  const tables = [];
  for (const size of SIZES) tables.push(await write(`${size} photos`, train.slice(0, size)));
  const smallest = train.slice(0, SIZES[0]);
  const labels = shuffle(
    smallest.map(({ diagnosis }) => diagnosis),
    randomStream(SEED),
  );
  const shuffled = smallest.map((photo, index) => ({ ...photo, diagnosis: labels[index] ?? null }));
  tables.push(await write(`${SIZES[0]} photos, labels shuffled`, shuffled));
  return { images, holdout: (await write("holdout", holdout)).file, tables };
}

interface Outcome {
  readonly seconds: number;
  readonly comparison: Comparison;
}

function retrain(
  clinic: Clinic,
  labels: string,
  options: { model: string; recipe: string },
): Outcome {
  const out = labels.replace(/\.csv$/, "");
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      ...[join(root, "out/app/cli.cjs"), "retrain", "--json", "--out", out],
      ...["--labels", labels, "--holdout", clinic.holdout, "--images", clinic.images],
      ...["--model", options.model, "--recipe", options.recipe],
    ],
    { encoding: "utf8", maxBuffer: 1e9 },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`retrain ended with ${String(status)}: ${stderr}`);
  const last = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as { comparison: unknown };
  return { seconds, comparison: Comparison.parse(last.comparison) };
}

const HEADER = [
  "learned from",
  "time",
  "balanced accuracy, hold-out",
  "difference",
  "melanomas recognised, hold-out",
  "balanced accuracy, `val`",
  "difference",
  "gate",
];

function row(name: string, { seconds, comparison }: Outcome): string[] {
  const { holdout, reference, gate } = comparison;
  const change = (before: Measured | undefined, after: Measured | undefined): string =>
    `${shown(before)} to ${shown(after)}`;
  return [
    name,
    `${seconds.toFixed(0)} s`,
    change(holdout.active.balancedAccuracy, holdout.candidate.balancedAccuracy),
    withInterval(holdout.differences.balancedAccuracy),
    change(holdout.active.melanomaRecall, holdout.candidate.melanomaRecall),
    change(reference?.active.balancedAccuracy, reference?.candidate.balancedAccuracy),
    withInterval(reference?.differences.balancedAccuracy),
    gate.passes ? "passes" : `refused: ${gate.reasons.map(({ code }) => code).join(", ")}`,
  ];
}

const points = (value: number): string => `${value > 0 ? "+" : ""}${(value * 100).toFixed(1)}`;

function shown(measured: Measured | undefined): string {
  return measured ? (measured.value * 100).toFixed(1) : "–";
}

function withInterval(measured: Measured | undefined): string {
  if (!measured?.interval) return "–";
  const { value, interval } = measured;
  return `${points(value)} (${points(interval.low)} to ${points(interval.high)})`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      model: { type: "string" },
      recipe: { type: "string", default: "quick" },
      keep: { type: "string" },
      "write-split": { type: "string" },
    },
  });
  const { data, model, recipe, keep } = values;
  if (data === undefined) throw new Error("--data names HAM10000's folder");
  const split = values["write-split"];
  if (split !== undefined) {
    await writeSplit(data, split);
    return;
  }
  if (model === undefined) throw new Error("--model names a base that never saw the clinic");
  const folder = keep ?? (await mkdtemp(join(tmpdir(), "lentigo-clinic-")));
  try {
    const clinic = await writeClinic(data, folder);
    console.log(`| ${HEADER.join(" | ")} |\n| ${HEADER.map(() => "---").join(" | ")} |`);
    for (const { name, file } of clinic.tables) {
      const outcome = retrain(clinic, file, { model: resolve(model), recipe });
      console.log(`| ${row(name, outcome).join(" | ")} |`);
    }
  } finally {
    if (keep === undefined) await rm(folder, { recursive: true });
  }
}

void main();
