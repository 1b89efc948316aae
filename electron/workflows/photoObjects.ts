import type { PhotoId } from "../contract/shapes";
import { photoDay } from "../domain/photoDay";
import type { PhotoKind } from "../domain/photoKind";
import { jpegFrame } from "../exchange/dicom/jpegFrame";
import type { PhotoForArchive, PhotoFrame } from "../exchange/dicom/photoObject";
import { photoUids, type PhotoUids } from "../exchange/dicom/uids";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";

/** A photo as a DICOM file. */
export interface PhotoObject {
  readonly uids: PhotoUids;
  readonly file: Uint8Array;
  /** What the file is called unless somebody changes it. */
  readonly name: string;
}

export interface PhotoObjectOptions {
  readonly store: Store;
  readonly vision: Pick<VisionClient, "ask">;
  /** This program's version. */
  readonly software: string;
}

/**
 * The clinic's photos as DICOM files, with all that the store knows of them.
 *
 * @param kind null: the one that the photo is now
 * @throws LentigoError `photo.missing`, `store.*`, or as the vision process where the photo has to
 * be decoded
 */
export function createPhotoObjects({ store, vision, software }: PhotoObjectOptions) {
  return async (photoId: PhotoId, kind: PhotoKind | null = null): Promise<PhotoObject> => {
    const photo = store.photos.get(photoId);
    const shownKind = kind ?? store.descriptions.get(photoId).kind;
    const uids = uidsOf(store, photo, shownKind);
    const told: Omit<PhotoForArchive, "frame"> = {
      uids,
      kind: shownKind,
      patient: photo.patient && patientOf(store, photo.patient),
      lesion: photo.lesion && toldLesion(store, photo.lesion),
      day: visitDay(store, photo),
      takenAt: photo.takenAt === null ? null : new Date(photo.takenAt),
      addedAt: new Date(photo.addedAt),
      institution: store.settings.clinic().name,
      software,
    };
    const frame = await frameOf(store.blobs.get(store.photos.files(photoId).blob), vision);
    // Loaded here, because it brings DICOM's dictionary.
    const { photoObject } = await import("../exchange/dicom/photoObject");
    return { uids, file: photoObject({ ...told, frame }), name: dicomName(photo.name) };
  };
}

/** As what a photo of the clinic's is known elsewhere while it is its present patient's. */
export function uidsOf(store: Store, photo: Photo, kind: PhotoKind): PhotoUids {
  const patientId = photo.patient?.id ?? null;
  return photoUids({ photoId: photo.id, patientId, day: visitDay(store, photo), kind });
}

function visitDay(store: Store, photo: Photo): string {
  return store.visits.dayOf(photo.id) ?? photoDay(photo);
}

export type PhotoObjects = ReturnType<typeof createPhotoObjects>;

/** The name of a photo's file with the ending that DICOM files have. */
export function dicomName(name: string): string {
  return `${name.replace(/\.[^.]+$/, "")}.dcm`;
}

/**
 * What a photo shows: a plain JPEG as it is, anything else as its pixels.
 *
 * @throws LentigoError `photo.*` or `vision.*`
 */
export async function frameOf(
  bytes: Uint8Array,
  vision: Pick<VisionClient, "ask">,
): Promise<PhotoFrame> {
  const shape = jpegFrame(bytes);
  if (shape) return { kind: "jpeg", bytes, ...shape };
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  const { pixels, width, height } = await vision.ask("decode", { bytes });
  return { kind: "rgb", pixels, width, height, lossyBytes: isJpeg ? bytes.length : null };
}

type Photo = ReturnType<Store["photos"]["get"]>;

function patientOf(
  store: Store,
  { id }: NonNullable<Photo["patient"]>,
): NonNullable<PhotoForArchive["patient"]> {
  const { number, familyName, givenName, dateOfBirth, sex } = store.patients.get(id);
  // Archives take patients without a number for one and the same.
  return { number: number === "" ? id : number, familyName, givenName, dateOfBirth, sex };
}

/** What other systems are told of a lesion. @throws LentigoError `lesion.missing` */
export function toldLesion(
  store: Store,
  { id }: NonNullable<Photo["lesion"]>,
): NonNullable<PhotoForArchive["lesion"]> {
  const { number, label, site, position } = store.lesions.get(id);
  return { number, label, site, view: position?.view ?? null };
}
