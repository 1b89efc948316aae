/**
 * What the active model refuses: photos of lesions by class, site and age; the same photos blurred,
 * darkened and burnt out; drawn lesions; computed, drawn and (with --others) any other pictures.
 * Prints the tables of docs/CANNOT_ASSESS.md.
 *
 *   npm run bench:cannot-assess -- DATA [MODEL] [--others FOLDER]
 */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { findPhotos } from "../electron/commands/photoFiles";
import { drawLesion } from "../electron/demo/drawLesion";
import { drawOther, OTHER_KINDS } from "../electron/demo/drawOther";
import { SKIN_TYPES } from "../electron/demo/skin";
import { DIAGNOSES } from "../electron/domain/diagnosis";
import { PHOTO_WARNINGS } from "../electron/domain/triage";
import { photosOf, type Photo } from "../electron/training/dataset/photo";
import { readDataset } from "../electron/training/dataset/readDataset";
import { randomStream } from "../electron/training/random";
import { skinWindows } from "../electron/training/skinWindows";
import { loadClassifier, type Classifier } from "../electron/vision/classifier";
import { decodePhoto, type PixelImage } from "../electron/vision/decode";
import { sharp } from "../electron/vision/sharpRuntime";
import { COMPUTED_KINDS, computePicture } from "./computedPictures";

const PICTURES_A_KIND = 10;
const DEGRADED_PHOTOS = 60;

interface Judged {
  readonly group: string;
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
}

async function judge(
  classifier: Classifier,
  group: string,
  photo: PixelImage | Promise<PixelImage>,
): Promise<Judged> {
  const { reasons, warnings } = await classifier.assess(await photo);
  return { group, reasons, warnings };
}

async function inTurn<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<Judged>,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  let waiting: Promise<Judged>[] = [];
  for (const item of items) {
    waiting.push(work(item));
    if (waiting.length < 16) continue;
    judged.push(...(await Promise.all(waiting)));
    waiting = [];
  }
  return [...judged, ...(await Promise.all(waiting))];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : ((100 * part) / whole).toFixed(1);
}

/** One row a group and one for all: pictures, refused, and by which reason. */
function table(title: string, judged: readonly Judged[]): void {
  const reasons = [...new Set(judged.flatMap((each) => each.reasons))].sort();
  const groups = [...new Set(judged.map(({ group }) => group))];
  console.log(
    `\n| ${[title, "pictures", "refused %", ...PHOTO_WARNINGS.map((each) => `${each} %`), ...reasons].join(" | ")} |`,
  );
  console.log(`|---|${"---:|".repeat(2 + PHOTO_WARNINGS.length + reasons.length)}`);
  const row = (name: string, members: readonly Judged[]): void => {
    const refused = members.filter((each) => each.reasons.length > 0);
    const counts = reasons.map((reason) =>
      String(members.filter((each) => each.reasons.includes(reason)).length),
    );
    const warned = PHOTO_WARNINGS.map((warning) =>
      percent(members.filter((each) => each.warnings.includes(warning)).length, members.length),
    );
    const cells = [
      name,
      String(members.length),
      percent(refused.length, members.length),
      ...warned,
    ];
    console.log(`| ${[...cells, ...counts].join(" | ")} |`);
  };
  for (const group of groups) {
    row(
      group,
      judged.filter((each) => each.group === group),
    );
  }
  row("all", judged);
}

/** Twenty years each, by the youngest. */
function ageGroup({ age }: Photo): string {
  return age === null ? "age not known" : `${String(Math.floor(age / 20) * 20)} +`;
}

async function degraded(file: string, change: (image: ReturnType<typeof sharp>) => void) {
  const image = sharp(file).resize(288, 216, { fit: "fill" });
  change(image);
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { others: { type: "string" } },
  });
  const [data, model = "models/base"] = positionals;
  if (data === undefined) throw new Error("The folder of the data set is missing");
  const classifier = await loadClassifier(model);
  const dataset = await readDataset(data);
  const read = async (file: string): Promise<PixelImage> => decodePhoto(await readFile(file));

  for (const split of ["val", "isic2018-val"]) {
    const photos = photosOf(dataset, split);
    const judged = await inTurn(photos, ({ file }) => judge(classifier, "", read(file)));
    const by = (title: string, group: (photo: Photo) => string): void => {
      const grouped = judged.map((each, index) => {
        const photo = photos[index];
        return { ...each, group: photo ? group(photo) : "" };
      });
      table(
        `${split}, ${title}`,
        grouped.sort((a, b) => a.group.localeCompare(b.group)),
      );
    };
    by("class", ({ className }) => className);
    by("site", ({ site }) => site ?? "unknown");
    by("age", ageGroup);
  }

  const val = photosOf(dataset, "val");
  const every = Math.ceil(val.length / DEGRADED_PHOTOS);
  const some = val.filter((_, index) => index % every === 0);

  const skin: { group: string; picture: PixelImage }[] = [];
  for (const { file } of val.filter((_, index) => index % 4 === 0)) {
    const windows = skinWindows(await read(file), "mirrored", randomStream(2, skin.length));
    if (!windows) continue;
    skin.push({ group: "skin beside the lesion", picture: windows.plain });
    skin.push({ group: "the lesion, mirrored alike", picture: windows.lesion });
  }
  table(
    "windows of val",
    await inTurn(skin, ({ group, picture }) => judge(classifier, group, picture)),
  );

  const curves: Judged[] = [];
  for (const sigma of [0.5, 1, 1.5, 2, 3, 4, 6, 8]) {
    const group = `blurred, sigma ${String(sigma)} px`;
    const blur = (file: string) => degraded(file, (image) => image.blur(sigma));
    curves.push(...(await inTurn(some, ({ file }) => judge(classifier, group, blur(file)))));
  }
  for (const light of [0.05, 0.1, 0.2, 0.4, 0.7, 1.3, 2, 4]) {
    const group = `light x ${String(light)}`;
    const relit = (file: string) => degraded(file, (image) => image.linear(light, 0));
    curves.push(...(await inTurn(some, ({ file }) => judge(classifier, group, relit(file)))));
  }
  table("val, degraded", curves);

  const lesions = DIAGNOSES.flatMap((diagnosis, d) =>
    SKIN_TYPES.map((skinType) => ({ seed: 5000 + d * 10 + skinType, diagnosis, skinType })),
  );
  const variants = lesions.flatMap((lesion) => [
    lesion,
    { ...lesion, seed: lesion.seed + 500, hair: 0.3, ruler: true, ink: true, bubbles: true },
  ]);
  table(
    "drawn lesions",
    await inTurn(variants, (lesion) =>
      judge(classifier, `skin type ${String(lesion.skinType)}`, drawLesion(lesion)),
    ),
  );

  const seeds = Array.from({ length: PICTURES_A_KIND }, (_, index) => 301 + index);
  const drawn = OTHER_KINDS.flatMap((kind) => seeds.map((seed) => ({ kind, seed })));
  table(
    "drawn others",
    await inTurn(drawn, (other) => judge(classifier, other.kind, drawOther(other))),
  );
  const computed = COMPUTED_KINDS.flatMap((kind) => seeds.map((seed) => ({ kind, seed })));
  table(
    "computed pictures",
    await inTurn(computed, ({ kind, seed }) => judge(classifier, kind, computePicture(kind, seed))),
  );

  if (values.others !== undefined) {
    const found = await findPhotos([values.others]);
    const files = found.flatMap(({ path, error }) => (error ? [] : [path]));
    const judged = await inTurn(files, (file) => {
      const group = basename(file).split("_")[0] ?? "";
      return judge(classifier, group, read(file));
    });
    table("other photos", judged);
    judged.forEach(({ reasons }, index) => {
      if (reasons.length === 0) console.log(`passed: ${files[index] ?? ""}`);
    });
  }
  classifier.dispose();
}

void main();
