/**
 * Data sets whose labels are a table and whose images lie in a folder: HAM10000 (Tschandl,
 * Rosendahl, Kittler: Scientific Data 5:180161, 2018) and what the ISIC Archive exports.
 */
import { join } from "node:path";
import type { Table } from "../csvTable";
import { imageKey, imageName, namedLabel } from "../labels";
import { diagnosisNamed } from "./classNames";
import { entriesOf, imageOf } from "./imageFiles";
import { partNamed } from "./parts";
import type { Dataset, DatasetProblem, Photo } from "./photo";

export type TableLayout = "ham10000" | "isic";

interface RequiredColumns {
  readonly image: readonly string[];
  readonly label: readonly string[];
}

/** Columns that make a layout, each by any of its names, in lower case. */
export const REQUIRED_COLUMNS = {
  ham10000: { image: ["image_id"], label: ["dx"] },
  // `image_name` since SIIM-ISIC 2020; `diagnosis_1` in exports of the archive since 2024.
  isic: { image: ["isic_id", "image_name"], label: ["benign_malignant", "diagnosis_1"] },
} as const satisfies Readonly<Record<TableLayout, RequiredColumns>>;

/** Columns that may be there, by the names that either layout uses. */
const OPTIONAL_COLUMNS = {
  lesion: ["lesion_id"],
  patient: ["patient_id"],
  age: ["age", "age_approx"],
  sex: ["sex"],
  site: ["localization", "anatom_site_general", "anatom_site_general_challenge"],
  split: ["split"],
  diagnosis: ["diagnosis", "diagnosis_3"],
} as const;

/** Folders below the data set's that may hold the images, beside the folder itself. */
export const IMAGE_FOLDERS = ["images", "HAM10000_images_part_1", "HAM10000_images_part_2"];

/** Where one of the names stands in the header; -1 where none does. */
export function columnOf(header: readonly string[], names: readonly string[]): number {
  return header.findIndex((name) => names.includes(name));
}

type Column = "image" | "label" | keyof typeof OPTIONAL_COLUMNS;

/** Where each column stands; -1 where the table has none. */
function columnsOf(layout: TableLayout, header: readonly string[]): Record<Column, number> {
  const names: Readonly<Record<Column, readonly string[]>> = {
    ...REQUIRED_COLUMNS[layout],
    ...OPTIONAL_COLUMNS,
  };
  const places = Object.entries(names).map(([column, each]) => [column, columnOf(header, each)]);
  return Object.fromEntries(places) as Record<Column, number>;
}

/** What a row has in a column; empty where there is no such column. */
type Cells = (column: Column) => string;

/** Joins the rows of a table and the images of a folder; a row that cannot be used is a problem. */
export async function readTableLayout(
  folder: string,
  layout: TableLayout,
  { header, rows }: Table,
): Promise<Dataset> {
  const files = await imagesOf(folder);
  const columns = columnsOf(layout, header);
  const hasSplit = columns.split >= 0;
  const photos: Photo[] = [];
  const problems: DatasetProblem[] = [];
  const earlier = new Map<string, { readonly row: number; readonly className: string }>();

  for (const { row, cells } of rows) {
    const cell: Cells = (column) => cells[columns[column]] ?? "";
    const name = imageName(cell("image"));
    const key = imageKey(name);
    const note = ({ problem, details }: Refusal): void => {
      problems.push({ row, name, problem, details });
    };
    const label = name === "" ? refusal("image-unnamed") : labelOf(layout, cell, hasSplit);
    if ("problem" in label) {
      note(label);
      continue;
    }
    const before = earlier.get(key);
    if (before) {
      const agrees = before.className === label.className;
      note(refusal(agrees ? "row-repeated" : "row-contradictory", { row: before.row }));
      continue;
    }
    earlier.set(key, { row, className: label.className });
    const [file, ...others] = files.get(key) ?? [];
    if (file === undefined || others.length > 0) {
      note(refusal(file === undefined ? "image-missing" : "image-ambiguous"));
      continue;
    }
    const about = aboutPatient(cell);
    if (about.age === undefined) note(refusal("age-unknown", { age: cell("age") }));
    photos.push({ imageId: name, file, ...label, ...about, age: about.age ?? null });
  }
  return { layout, rows: rows.length, photos, problems };
}

type Refusal = Pick<DatasetProblem, "problem" | "details">;

function refusal(
  problem: DatasetProblem["problem"],
  details: DatasetProblem["details"] = {},
): Refusal {
  return { problem, details };
}

type Label = Pick<Photo, "className" | "diagnosis" | "split">;

function labelOf(layout: TableLayout, cell: Cells, hasSplit: boolean): Label | Refusal {
  const label = layout === "ham10000" ? dxLabel(cell) : isicLabel(cell);
  if ("problem" in label) return label;
  if (!hasSplit) return { ...label, split: null };
  const split = cell("split");
  return partNamed(split) === null ? refusal("split-unknown", { split }) : { ...label, split };
}

function dxLabel(cell: Cells): Omit<Label, "split"> | Refusal {
  const label = namedLabel(cell("label"));
  if ("diagnosis" in label) return { className: label.diagnosis, diagnosis: label.diagnosis };
  const problem = label.problem === "label-missing" ? label.problem : "label-unknown";
  return refusal(problem, label.details);
}

/** `indeterminate`, and whatever else is neither benign nor malignant, is undecided. */
function isicLabel(cell: Cells): Omit<Label, "split"> | Refusal {
  const label = cell("label");
  const className = label.toLowerCase();
  if (className === "benign" || className === "malignant") {
    return { className, diagnosis: diagnosisNamed(cell("diagnosis")) };
  }
  return known(label) === null ? refusal("label-missing") : refusal("label-undecided", { label });
}

function aboutPatient(cell: Cells) {
  return {
    lesionId: known(cell("lesion")),
    patientId: known(cell("patient")),
    age: ageOf(cell("age")),
    sex: sexOf(cell("sex")),
    site: known(cell("site"))?.toLowerCase() ?? null,
  };
}

/** Paths by name without ending; several where folders or formats repeat a name. */
async function imagesOf(folder: string): Promise<Map<string, string[]>> {
  const places = IMAGE_FOLDERS.map((name) => name.toLowerCase());
  const files = new Map<string, string[]>();
  const add = (place: string, name: string): void => {
    const image = imageOf(name);
    if (image === null) return;
    const key = imageKey(image);
    files.set(key, [...(files.get(key) ?? []), join(place, name)]);
  };
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) add(folder, entry.name);
    else if (places.includes(entry.name.toLowerCase())) {
      for (const { name } of await entriesOf(path)) add(path, name);
    }
  }
  return files;
}

/** Words that tables write where they do not know. */
const NOT_KNOWN = ["", "na", "n/a", "nan", "null", "none", "unknown"];

function known(text: string): string | null {
  return NOT_KNOWN.includes(text.toLowerCase()) ? null : text;
}

/** Years; null where the cell says that they are not known, undefined where it is no age. */
function ageOf(text: string): number | null | undefined {
  if (known(text) === null) return null;
  // ISIC writes 85+ for the oldest.
  const age = /^\d+([.,]\d+)?\+?$/.test(text) ? Number.parseFloat(text.replace(",", ".")) : NaN;
  return age <= 120 ? age : undefined;
}

function sexOf(text: string): Photo["sex"] {
  const sex = text.toLowerCase();
  return sex === "female" || sex === "male" ? sex : null;
}
