/**
 * Labels of photos as a table, in the layout of HAM10000 (image_id, dx) or of the ground truth of
 * ISIC 2018 task 3 (image, and a column of 0.0 or 1.0 for each class), perhaps with lesion_id and
 * patient_id. Which it is, the header tells, in capitals or not.
 */
import { LentigoError } from "../contract/errors";
import { DIAGNOSES, isDiagnosis, type Diagnosis } from "../domain/diagnosis";
import { readTable, type Table } from "./csvTable";

export type LabelLayout = "ham10000" | "isic2018";

export interface LabelledImage {
  /** Where it stands in the table; the header is row 1. */
  readonly row: number;
  /** As written, without a file's ending. */
  readonly imageId: string;
  /** Null where the table does not say. */
  readonly lesionId: string | null;
  readonly patientId: string | null;
  readonly diagnosis: Diagnosis;
}

export const LABEL_PROBLEMS = [
  "image-unnamed",
  "image-missing",
  "image-ambiguous",
  "row-repeated",
  "row-contradictory",
  "label-missing",
  "label-unknown",
  "label-several",
  "label-number",
] as const;

/** Why a row is not used, with values for the words. */
export interface LabelProblem {
  readonly row: number;
  readonly imageId: string;
  readonly problem: (typeof LABEL_PROBLEMS)[number];
  readonly details: Readonly<Record<string, string | number>>;
}

export interface LabelTable {
  readonly layout: LabelLayout;
  /** Below the header, empty ones not counted. */
  readonly rows: number;
  /** The usable rows, in order; no image twice. */
  readonly images: readonly LabelledImage[];
  /** The others, in order. */
  readonly problems: readonly LabelProblem[];
}

/**
 * @param bytes a CSV file: see csvTable.ts
 * @throws LentigoError `labels.unreadable`, `labels.columns` or `table.too-large`
 */
export function readLabels(bytes: Uint8Array): LabelTable {
  const { header, rows } = tableOf(bytes);
  const columns = columnsOf(header);
  const images = new Map<string, LabelledImage>();
  const problems: LabelProblem[] = [];
  for (const { row, cells } of rows) {
    const imageId = imageName(cells[columns.image] ?? "");
    const refuse = (problem: LabelProblem["problem"], details: LabelProblem["details"] = {}) => {
      problems.push({ row, imageId, problem, details });
    };
    if (imageId === "") {
      refuse("image-unnamed");
      continue;
    }
    const label = columns.label(cells);
    if ("problem" in label) {
      refuse(label.problem, label.details);
      continue;
    }
    const { diagnosis } = label;
    const earlier = images.get(imageKey(imageId));
    if (earlier) {
      const agrees = earlier.diagnosis === diagnosis;
      refuse(agrees ? "row-repeated" : "row-contradictory", { row: earlier.row });
      continue;
    }
    const named = (column: number): string | null => {
      const name = column < 0 ? "" : (cells[column] ?? "");
      return name === "" ? null : name;
    };
    const [lesionId, patientId] = [named(columns.lesion), named(columns.patient)];
    images.set(imageKey(imageId), { row, imageId, lesionId, patientId, diagnosis });
  }
  return { layout: columns.layout, rows: rows.length, images: [...images.values()], problems };
}

/** What names are compared by: tables and disks do not agree on capitals. */
export function imageKey(imageId: string): string {
  return imageId.toLowerCase();
}

/** The name in a cell, without a file's ending. */
export function imageName(cell: string): string {
  return cell.replace(/\.(jpe?g|png|webp|tiff?)$/i, "");
}

function tableOf(bytes: Uint8Array): Table {
  try {
    return readTable(bytes);
  } catch (cause) {
    if (cause instanceof LentigoError) throw cause;
    throw new LentigoError("labels.unreadable", {}, { cause });
  }
}

export type Label = { readonly diagnosis: Diagnosis } | Pick<LabelProblem, "problem" | "details">;

interface Columns {
  readonly layout: LabelLayout;
  readonly image: number;
  /** -1 where there is none. */
  readonly lesion: number;
  readonly patient: number;
  readonly label: (cells: readonly string[]) => Label;
}

/** @param names in lower case */
function columnsOf(names: readonly string[]): Columns {
  const image = [names.indexOf("image_id"), names.indexOf("image")].find((index) => index >= 0);
  const lesion = names.indexOf("lesion_id");
  const patient = names.indexOf("patient_id");
  const dx = names.indexOf("dx");
  const classes = DIAGNOSES.map((diagnosis) => names.indexOf(diagnosis));
  if (image !== undefined && dx >= 0) {
    const label = (cells: readonly string[]): Label => namedLabel(cells[dx] ?? "");
    return { layout: "ham10000", image, lesion, patient, label };
  }
  if (image !== undefined && !classes.includes(-1)) {
    const label = (cells: readonly string[]): Label =>
      oneHotLabel(classes.map((column) => cells[column] ?? ""));
    return { layout: "isic2018", image, lesion, patient, label };
  }
  throw new LentigoError("labels.columns");
}

/** What a cell of the column dx says. */
export function namedLabel(text: string): Label {
  const label = text.toLowerCase();
  if (label === "") return { problem: "label-missing", details: {} };
  return isDiagnosis(label)
    ? { diagnosis: label }
    : { problem: "label-unknown", details: { label: text } };
}

/** @param cells in the order of `DIAGNOSES` */
function oneHotLabel(cells: readonly string[]): Label {
  const odd = cells.find((cell) => !/^[01]?([.,]0*)?$/.test(cell));
  if (odd !== undefined) return { problem: "label-number", details: { label: odd } };
  const [diagnosis, ...others] = DIAGNOSES.filter((_, index) => cells[index]?.startsWith("1"));
  if (others.length > 0) return { problem: "label-several", details: {} };
  return diagnosis === undefined ? { problem: "label-missing", details: {} } : { diagnosis };
}
