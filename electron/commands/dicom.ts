import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { LentigoError } from "../contract/errors";
import { PhotoId } from "../contract/shapes";
import { calendarDay } from "../domain/calendarDay";
import type { PhotoKind } from "../domain/photoKind";
import { photoUids } from "../exchange/dicom/uids";
import type { VisionClient } from "../vision/client";
import { writeWhole } from "../workflows/outputFile";
import { createPhotoObjects, frameOf } from "../workflows/photoObjects";
import { createRecordedChange } from "../workflows/recordedChange";
import { inClinic, type ClinicAccess } from "./clinic";

/** What every export to DICOM takes. */
export interface DicomCommand {
  /** The file to write. */
  readonly out: string;
  readonly vision: Pick<VisionClient, "ask">;
  /** This program's version. */
  readonly software: string;
  /** One JSON object in place of a sentence. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** What `--json` prints. This shape is documented; scripts rely on it. */
interface DicomLine {
  readonly out: string;
  readonly bytes: number;
  readonly study: string;
  readonly series: string;
  readonly instance: string;
}

/**
 * Writes a photo of a clinic as a DICOM file, with all that the clinic knows of it.
 *
 * @param kind null: the one that the photo is
 * @returns exit status
 * @throws LentigoError `photo.missing`, `output.unwritable`, or as `inClinic`
 */
export function exportClinicPhoto(
  command: DicomCommand,
  access: ClinicAccess,
  photo: string,
  kind: PhotoKind | null,
): Promise<number> {
  return inClinic(access, "dicom.save", async ({ store, actor }) => {
    const id = PhotoId.safeParse(photo);
    if (!id.success) throw new LentigoError("photo.missing");
    const { uids, file } = await createPhotoObjects({ ...command, store })(id.data, kind);
    await writeWhole(command.out, file);
    const recorded = createRecordedChange({ store, actor, now: () => new Date() });
    recorded("photo.exported", id.data, () => undefined, { format: "DICOM" });
    tell(command, { ...uids, bytes: file.length });
    return 0;
  });
}

/**
 * Writes a photo's file as a DICOM file of nobody, without what a camera wrote beside the pixels.
 *
 * @returns exit status
 * @throws LentigoError `photo.*` or `output.unwritable`
 */
export async function exportPhotoFile(
  command: DicomCommand,
  photo: string,
  kind: PhotoKind,
): Promise<number> {
  const { vision, software, out } = command;
  const bytes = await readPhoto(photo);
  const { photo: prepared } = await vision.ask("intake", { bytes });
  const now = new Date();
  // The same file is the same object, whenever it is written.
  const photoId = createHash("sha256").update(bytes).digest("hex");
  const uids = photoUids({ photoId, patientId: null, day: calendarDay(now), kind });
  const { photoObject } = await import("../exchange/dicom/photoObject");
  const file = photoObject({
    uids,
    kind,
    patient: null,
    lesion: null,
    day: calendarDay(now),
    takenAt: null,
    addedAt: now,
    institution: "",
    software,
    frame: await frameOf(prepared.sanitised, vision),
  });
  await writeWhole(out, file);
  tell(command, { ...uids, bytes: file.length });
  return 0;
}

async function readPhoto(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new LentigoError("photo.unreadable", { name: basename(file) }, { cause: error });
  }
}

function tell({ out, json, print }: DicomCommand, line: Omit<DicomLine, "out">): void {
  const { bytes, study, series, instance } = line;
  const written: DicomLine = { out, bytes, study, series, instance };
  print(json ? JSON.stringify(written) : `${out} is written, as ${instance}.`);
}
