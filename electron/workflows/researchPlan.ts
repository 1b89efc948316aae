import { randomBytes } from "node:crypto";
import type { ResearchPreview } from "../contract/exports";
import type { PhotoId } from "../contract/shapes";
import { DIAGNOSES } from "../domain/diagnosis";
import { ageInYears } from "../domain/patient";
import { photoDay } from "../domain/photoDay";
import {
  blurredAge,
  LOCALIZATIONS,
  RESEARCH_LEFT_OUT,
  type ResearchLeftOut,
} from "../domain/research";
import type { ResearchKey, ResearchRow } from "../exchange/research/hamTable";
import type { Store } from "../store/open";
import type { TrainingCase } from "../store/trainingCases";
import { inTurns, type Turn } from "./inTurns";

/** A photo on its way to research: what is told of it, and what is not. */
export interface PlannedPhoto {
  readonly photoId: PhotoId;
  /** Name of its encrypted file. */
  readonly blob: string;
  readonly row: ResearchRow;
  readonly key: ResearchKey;
}

export interface ResearchPlan {
  readonly preview: ResearchPreview;
  readonly photos: readonly PlannedPhoto[];
}

type Source = Pick<Store, "trainingCases" | "photos" | "patients">;

/**
 * What research would get now: confirmed photos of patients who consent to training, each under
 * names drawn for this plan alone, so that two exports cannot be put together.
 *
 * @param turn what it throws ends the planning
 */
export async function planResearch(store: Source, turn: Turn): Promise<ResearchPlan> {
  const pseudonyms = drawnNames();
  const files = new Set<string>();
  const leftOut: ResearchLeftOut[] = [];
  const photos: PlannedPhoto[] = [];
  const place = (one: TrainingCase): void => {
    const { blob } = store.photos.files(one.photoId);
    const reason = leftOutReason(one) ?? (files.has(blob) ? "duplicate" : null);
    if (reason !== null) leftOut.push(reason);
    else {
      files.add(blob);
      photos.push(plannedPhoto(store, one, blob, pseudonyms));
    }
  };
  // Which version learned from a photo makes no difference here.
  await inTurns(store.trainingCases.all(""), place, turn);
  return { preview: previewOf(photos, leftOut), photos };
}

/** What keeps a photo from training keeps it from research, but for what a version has learned. */
function leftOutReason({ leftOut }: TrainingCase): ResearchLeftOut | null {
  return RESEARCH_LEFT_OUT.find((reason) => reason === leftOut) ?? null;
}

function plannedPhoto(
  { photos, patients }: Source,
  { photoId, patientId, lesionId, label, source }: TrainingCase,
  blob: string,
  nameOf: Pseudonyms,
): PlannedPhoto {
  if (patientId === null || label === null) throw new Error("left out before");
  const photo = photos.get(photoId);
  const { number, sex, dateOfBirth } = patients.get(patientId);
  const age = ageInYears(dateOfBirth, photoDay(photo));
  const names = {
    imageId: nameOf("IMG", photoId),
    // HAM10000 has a lesion for every image: one that nobody has told is a lesion of its own.
    lesionId: nameOf("LES", lesionId ?? photoId),
    patientId: nameOf("PAT", patientId),
  };
  return {
    photoId,
    blob,
    row: {
      ...names,
      dx: label,
      dxType: source === "histology" ? "histo" : "clinical",
      age: age === null ? null : blurredAge(age),
      sex: sex === "female" || sex === "male" ? sex : "unknown",
      localization: photo.lesion ? LOCALIZATIONS[photo.lesion.site] : "unknown",
    },
    key: { ...names, photoId, patientNumber: number, patientRecord: patientId },
  };
}

type Pseudonyms = (kind: "IMG" | "LES" | "PAT", id: string) => string;

/** Random names, one a thing: nothing of them can be reckoned from what they stand for. */
function drawnNames(): Pseudonyms {
  const names = new Map<string, string>();
  return (kind, id) => {
    const known = names.get(`${kind} ${id}`);
    if (known !== undefined) return known;
    const name = `${kind}_${randomBytes(8).toString("hex")}`;
    names.set(`${kind} ${id}`, name);
    return name;
  };
}

function previewOf(
  photos: readonly PlannedPhoto[],
  leftOut: readonly ResearchLeftOut[],
): ResearchPreview {
  const distinct = (name: "patientId" | "lesionId"): number =>
    new Set(photos.map(({ row }) => row[name])).size;
  const told = (dxType: ResearchRow["dxType"]): number =>
    photos.filter(({ row }) => row.dxType === dxType).length;
  return {
    photos: photos.length,
    patients: distinct("patientId"),
    lesions: distinct("lesionId"),
    classes: Object.fromEntries(
      DIAGNOSES.map((dx) => [dx, photos.filter(({ row }) => row.dx === dx).length]),
    ) as ResearchPreview["classes"],
    histology: told("histo"),
    clinical: told("clinical"),
    leftOut: RESEARCH_LEFT_OUT.map((reason) => ({
      reason,
      photos: leftOut.filter((one) => one === reason).length,
    })).filter(({ photos: count }) => count > 0),
  };
}
