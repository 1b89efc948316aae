/** A data set as every layout is read into: labelled photos, and what could not be used. */
import type { DatasetProblemKind } from "../../domain/datasetProblem";
import { DIAGNOSES } from "../../domain/diagnosis";

/**
 * What a diagnosis column or folder can name: the seven classes, and squamous cell carcinoma, which
 * ISIC's data sets have beside them (malignant, and no melanoma).
 */
export const NAMED_DIAGNOSES = [...DIAGNOSES, "scc"] as const;

export type NamedDiagnosis = (typeof NAMED_DIAGNOSES)[number];

/** The classes by which data sets sort photos; `other` is anything but a melanoma. */
export const CLASS_NAMES = [...NAMED_DIAGNOSES, "benign", "malignant", "other"] as const;

export type ClassName = (typeof CLASS_NAMES)[number];

export interface Photo {
  /** As the table names it; in class folders the path below the data set's folder. No ending. */
  readonly imageId: string;
  /** Path of the image file. */
  readonly file: string;
  /** sha256 of the file, where others of the data set are the same; left out where none is. */
  readonly copied?: string;
  readonly className: ClassName;
  /** What the data name beside or by the class; null where they do not. */
  readonly diagnosis: NamedDiagnosis | null;
  /** Null, as what follows, where the data do not say. */
  readonly lesionId: string | null;
  readonly patientId: string | null;
  /** Years, 0 to 120. */
  readonly age: number | null;
  readonly sex: "female" | "male" | null;
  /** Where on the body, in the data's words and lower case. */
  readonly site: string | null;
  /** The part of a published split, by the data's name for it: `train`, `isic2018-val`. */
  readonly split: string | null;
}

export type DatasetLayout = "ham10000" | "isic" | "folders";

/** Why a row, file or folder is not used (or an age is not), with values for the words. */
export interface DatasetProblem {
  /** Where it stands in the table, the header being row 1; null for files and folders. */
  readonly row: number | null;
  /** The image, or the folder in class folders. */
  readonly name: string;
  readonly problem: DatasetProblemKind;
  readonly details: Readonly<Record<string, string | number>>;
}

export interface Dataset {
  readonly layout: DatasetLayout;
  /** Rows of the table, or image files below class folders. */
  readonly rows: number;
  /** Those that can be used, in the order of the table or of their paths. */
  readonly photos: readonly Photo[];
  readonly problems: readonly DatasetProblem[];
}

/** Photos of a part of the data set's own split. */
export function photosOf<P extends Photo>(
  { photos }: { readonly photos: readonly P[] },
  split: string,
): P[] {
  return photos.filter((photo) => photo.split === split);
}

/** What measures count as one: the lesion, or the photo where its lesion is not known. */
export function lesionOf({ lesionId, imageId }: Photo): string {
  return lesionId ?? `image ${imageId}`;
}
