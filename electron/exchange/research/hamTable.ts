/**
 * Photos for research in HAM10000's layout (Tschandl, Rosendahl, Kittler: Scientific Data
 * 5:180161, 2018), which `train` reads; and apart from them the keys that lead back.
 */
import type { Diagnosis } from "../../domain/diagnosis";
import { BYTE_ORDER_MARK, csvLine } from "../csv/csvText";

export const METADATA_FILE = "HAM10000_metadata.csv";
export const IMAGES_FOLDER = "images";

/** One row of the metadata. */
export interface ResearchRow {
  readonly lesionId: string;
  readonly imageId: string;
  /** Not of HAM10000: without it, a patient's lesions land on both sides of a split. */
  readonly patientId: string;
  readonly dx: Diagnosis;
  /** `clinical` is not of HAM10000: no other of its words means one clinician's diagnosis. */
  readonly dxType: "histo" | "clinical";
  /** Years, blurred; null where it is not known. */
  readonly age: number | null;
  readonly sex: "female" | "male" | "unknown";
  /** `unknown` where nobody has said which lesion it is. */
  readonly localization: string;
}

/** Who is behind a row. */
export interface ResearchKey {
  readonly imageId: string;
  readonly lesionId: string;
  readonly patientId: string;
  readonly photoId: string;
  readonly patientNumber: string;
  /** Our own id, as not every patient has a number. */
  readonly patientRecord: string;
}

/** As CSV, in the order of image ids: these are random, and nobody learns who came first. */
export function metadataText(rows: readonly ResearchRow[]): string {
  const header = ["lesion_id", "image_id", "dx", "dx_type", "age", "sex", "localization"];
  const lines = byImage(rows).map((row) =>
    csvLine([
      row.lesionId,
      row.imageId,
      row.dx,
      row.dxType,
      row.age === null ? "" : String(row.age),
      row.sex,
      row.localization,
      row.patientId,
    ]),
  );
  return [csvLine([...header, "patient_id"]), ...lines].join("");
}

/** As CSV, for the clinic alone. */
export function keysText(keys: readonly ResearchKey[]): string {
  const header = ["image_id", "lesion_id", "patient_id"];
  const lines = byImage(keys).map((key) =>
    csvLine([
      key.imageId,
      key.lesionId,
      key.patientId,
      key.photoId,
      key.patientNumber,
      key.patientRecord,
    ]),
  );
  const ours = ["photo", "patient_number", "patient_record"];
  return [BYTE_ORDER_MARK, csvLine([...header, ...ours]), ...lines].join("");
}

function byImage<T extends { readonly imageId: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.imageId < b.imageId ? -1 : 1));
}
