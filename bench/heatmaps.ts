/**
 * Heatmaps against the lesion outlines of HAM10000's `val`: how much of each method's heat lies on
 * the lesion, what the maps cost, and whether they follow the weights. Prints the tables of
 * docs/HEATMAPS.md.
 *
 *   npm run bench:heatmaps -- <folder of HAM10000 with masks/>    or LENTIGO_HAM10000=<folder>
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { lesionOf, photosOf } from "../electron/training/dataset/photo";
import { readDataset } from "../electron/training/dataset/readDataset";
import { labelPhotos, type LabelledPhoto } from "../electron/training/dataset/task";
import { groupDraws, percentileInterval } from "../electron/training/intervals";
import { randomStream } from "../electron/training/random";
import { decodePhoto } from "../electron/vision/decode";
import { framePhoto } from "../electron/vision/framing";
import { createKernels } from "../electron/vision/network/kernels";
import { readModelFolder, type Model } from "../electron/vision/network/modelFolder";
import { describeNetwork } from "../electron/vision/network/networkOptions";
import { initialParameters, type Parameters } from "../electron/vision/network/parameters";
import { createServingNetwork } from "../electron/vision/network/serving";
import { openTensorFlow } from "../electron/vision/network/tensorflow";
import { resample } from "../electron/vision/resample";
import { sharp } from "../electron/vision/sharpRuntime";
import { METHODS, SHIPPED } from "./heatmaps/candidates";
import { meanMeasures, measureHeat, rankCorrelation, type HeatMeasures } from "./heatmaps/measures";
import { createObserver, type FramedPhoto, type Observer } from "./heatmaps/observer";

const root = join(__dirname, "../..");

/** How often weights are drawn, and on how many photos each draw is looked at. */
const RANDOM_DRAWS = 10;
const PHOTOS_A_DRAW = 10;

const kernels = createKernels(openTensorFlow());

interface Outlined {
  readonly photo: FramedPhoto;
  /** 1 in the lesion, 0 outside, `width` x `height` pixels. */
  readonly lesion: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function main(): Promise<void> {
  const folder = process.argv[2] ?? process.env["LENTIGO_HAM10000"];
  if (folder === undefined) throw new Error("Name the folder of HAM10000");
  const model = await readModelFolder(join(root, "models/base"));
  const dataset = await readDataset(folder);
  const photos = photosOf(labelPhotos("diagnosis", dataset.photos), "val");
  const observer = createObserver(model, kernels);

  console.log(`Model ${model.manifest.version}, ${photos.length} photos of val\n`);
  const results = await measureAll(photos, folder, model, observer);
  for (const [title, of] of [
    ["the class that the model holds most likely", "leading"],
    ["the true class", "true"],
  ] as const) {
    printMeasures(`Maps of ${title}`, results[of]);
  }

  await compareWithRandomWeights(photos, folder, model, observer);
  observer.dispose();
  await compareCost(model);
}

/** By name of the map, the photos always in the same order. */
type Measured = Map<string, (HeatMeasures & { readonly lesionId: string })[]>;

function printMeasures(title: string, measured: Measured): void {
  const shipped = measured.get(SHIPPED) ?? [];
  console.log(`${title}, ${shipped.length} photos whose lesion has an outline:\n`);
  const columns = [
    "map",
    "heat inside",
    "pointing game",
    "overlap, own area",
    "less than shipped (95 %)",
    "overlap, one threshold",
  ];
  console.log(`| ${columns.join(" | ")} |\n|---|---:|---:|---:|---:|---:|`);
  for (const [name, measures] of measured) {
    const mean = meanMeasures(measures);
    const differences = measures.map(({ lesionId, ownAreaIou }, index) => ({
      lesionId,
      less: (shipped[index]?.ownAreaIou ?? NaN) - ownAreaIou,
    }));
    const means = Array.from(
      groupDraws(differences),
      (draw) => draw.reduce((sum, { less }) => sum + less, 0) / draw.length,
    );
    const interval = percentileInterval(means) ?? [];
    const cells = [
      name,
      mean.inside.toFixed(3),
      mean.hits.toFixed(3),
      mean.ownAreaIou.toFixed(3),
      name === SHIPPED ? "" : interval.map((end) => end.toFixed(3)).join(" to "),
      `${mean.thresholdIou.toFixed(3)} (at ${mean.threshold.toFixed(2)})`,
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  console.log("");
}

async function measureAll(
  photos: readonly LabelledPhoto[],
  folder: string,
  model: Model,
  observer: Observer,
): Promise<Record<"leading" | "true", Measured>> {
  const results = { leading: new Map() as Measured, true: new Map() as Measured };
  for (const photo of photos) {
    const { photo: framed, lesion, width, height } = await outlined(photo, folder, model);
    // A lesion that fills the photo tells no map from another.
    if (lesion.every((value) => value === lesion[0])) continue;
    const observed = await observer.observe(framed);
    const lesionId = lesionOf(photo);
    const add = (of: keyof typeof results, name: string, measures: HeatMeasures): void => {
      results[of].set(name, [...(results[of].get(name) ?? []), { ...measures, lesionId }]);
    };
    const trueClass = photo.label;
    for (const { name, heat } of METHODS) {
      const leading = measureHeat(heat(observed, observed.leading, width, height), lesion);
      add("leading", name, leading);
      add(
        "true",
        name,
        trueClass === observed.leading
          ? leading
          : measureHeat(heat(observed, trueClass, width, height), lesion),
      );
    }
    observed.release();
  }
  return results;
}

async function outlined(photo: LabelledPhoto, folder: string, model: Model): Promise<Outlined> {
  const decoded = await decodePhoto(await readFile(photo.file));
  const { crop, width, height } = framePhoto(decoded.width, decoded.height, model.manifest.input);
  const { data, info } = await sharp(join(folder, "masks", `${photo.imageId}.png`))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  // Maps are smooth, so every second pixel tells as much.
  const [maskWidth, maskHeight] = [Math.floor(info.width / 2), Math.floor(info.height / 2)];
  const lesion = Uint8Array.from({ length: maskWidth * maskHeight }, (_, index) => {
    const [x, y] = [index % maskWidth, Math.floor(index / maskWidth)];
    return (data[2 * y * info.width + 2 * x] ?? 0) >= 128 ? 1 : 0;
  });
  return {
    photo: {
      input: resample(decoded, crop, width, height),
      frame: {
        left: crop.left / decoded.width,
        top: crop.top / decoded.height,
        width: crop.width / decoded.width,
        height: crop.height / decoded.height,
      },
    },
    lesion,
    width: maskWidth,
    height: maskHeight,
  };
}

/** Adebayo et al., "Sanity Checks for Saliency Maps", NeurIPS 2018. */
async function compareWithRandomWeights(
  photos: readonly LabelledPhoto[],
  folder: string,
  model: Model,
  observer: Observer,
): Promise<void> {
  const sums = METHODS.map(() => ({ head: 0, all: 0 }));
  const step = Math.max(1, Math.floor(photos.length / (RANDOM_DRAWS * PHOTOS_A_DRAW)));
  let compared = 0;
  for (let draw = 0; draw < RANDOM_DRAWS; draw++) {
    const others = randomObservers(model, draw);
    for (let index = 0; index < PHOTOS_A_DRAW; index++) {
      const photo = photos[(draw * PHOTOS_A_DRAW + index) * step];
      if (!photo) continue;
      compared += 1;
      const { photo: framed, width, height } = await outlined(photo, folder, model);
      const trained = await observer.observe(framed);
      const own = METHODS.map(({ heat }) => heat(trained, trained.leading, width, height));
      for (const kind of ["head", "all"] as const) {
        const observed = await others[kind].observe(framed);
        METHODS.forEach(({ heat }, method) => {
          const [ownHeat, sum] = [own[method], sums[method]];
          if (!ownHeat || !sum) return;
          const theirs = heat(observed, trained.leading, width, height);
          sum[kind] += rankCorrelation(ownHeat, theirs);
        });
        observed.release();
      }
      trained.release();
    }
    for (const other of Object.values(others)) other.dispose();
  }
  console.log(`Mean rank correlation with the map of random weights, ${compared} photos:\n`);
  console.log("| map | last layer random | all layers random |\n|---|---:|---:|");
  METHODS.forEach(({ name }, method) => {
    const { head = 0, all = 0 } = sums[method] ?? {};
    console.log(`| ${name} | ${(head / compared).toFixed(2)} | ${(all / compared).toFixed(2)} |`);
  });
  console.log("");
}

function randomObservers(model: Model, seed: number): Record<"head" | "all", Observer> {
  const random = randomStream(seed);
  const initial = initialParameters(describeNetwork(model.network), () => random.normal());
  const withRandomHead: Parameters = new Map(
    [...model.parameters].map(([name, value]) => [
      name,
      name.startsWith("predictions/") ? (initial.get(name) ?? value) : value,
    ]),
  );
  const observerOf = (parameters: Parameters) => createObserver({ ...model, parameters }, kernels);
  return { head: observerOf(withRandomHead), all: observerOf(initial) };
}

/** Passes with the shipped maps beside passes with plain class activation maps, in turns. */
async function compareCost(model: Model): Promise<void> {
  const network = createServingNetwork(model, kernels);
  console.log("| photos in a pass | forward pass | with the shipped maps | ratio |");
  console.log("|---:|---:|---:|---:|");
  for (const count of [1, 16]) {
    const shape = { count, height: 224, width: 288 };
    const pixels = Uint8Array.from(
      { length: count * shape.height * shape.width * 3 },
      (_, at) => (at * 7919) % 256,
    );
    const timed = async (kind: "forward" | "explain"): Promise<number> => {
      const start = performance.now();
      await network[kind](pixels, shape);
      return performance.now() - start;
    };
    const forward: number[] = [];
    const explain: number[] = [];
    const rounds = count === 1 ? 210 : 30;
    for (let round = 0; round < rounds; round++) {
      const [plain, mapped] = [await timed("forward"), await timed("explain")];
      if (round < rounds / 10) continue;
      forward.push(plain);
      explain.push(mapped);
    }
    const ratio = median(explain) / median(forward);
    const cells = [
      count,
      `${median(forward).toFixed(1)} ms`,
      `${median(explain).toFixed(1)} ms`,
      ratio.toFixed(2),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
  network.dispose();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

void main();
