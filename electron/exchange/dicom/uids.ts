import { createHash } from "node:crypto";
import type { PhotoKind } from "../../domain/photoKind";

/**
 * The unique identifiers under which other systems know a photo. They follow from what is stored
 * alone, so that the same photo is the same object however often and by whichever way it is
 * handed on. The frame of reference is the photo's own: no two share coordinates.
 */
export interface PhotoUids {
  readonly study: string;
  readonly series: string;
  readonly instance: string;
  readonly frameOfReference: string;
}

/** What the identifiers follow from. */
export interface UidSource {
  readonly photoId: string;
  /** Null while the photo has no patient: then it is a study of its own. */
  readonly patientId: string | null;
  /**
   * The day of the visit (YYYY-MM-DD) as it is kept: one that is worked out anew may be another
   * one on a computer in another time zone.
   */
  readonly day: string;
  /** Each kind is an object of another class, and so another object. */
  readonly kind: PhotoKind;
}

/**
 * One study a patient and visit day; one series and one object a photo. An object lies in one study:
 * whose photo becomes another patient's, becomes another object, since archives refuse or mistake
 * one that comes a second time for somebody else.
 */
export function photoUids({ photoId, patientId, day, kind }: UidSource): PhotoUids {
  const study = patientId === null ? `photo ${photoId}` : `patient ${patientId} ${day}`;
  return {
    study: uidOf(`study ${study}`),
    series: uidOf(`series ${study} ${photoId} ${kind}`),
    instance: uidOf(`instance ${patientId ?? ""} ${photoId} ${kind}`),
    frameOfReference: uidOf(`frame ${photoId}`),
  };
}

/** The class of this application's writing, which names it in every object. */
export const IMPLEMENTATION_CLASS_UID = uidOf("implementation lentigo");

/**
 * A UID under 2.25 (DICOM PS3.5 B.2) out of a name-based UUID (RFC 9562, version 8 over SHA-256).
 */
function uidOf(name: string): string {
  const digest = createHash("sha256").update(`lentigo ${name}`).digest().subarray(0, 16);
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  return `2.25.${BigInt(`0x${digest.toString("hex")}`).toString()}`;
}
