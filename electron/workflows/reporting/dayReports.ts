import { existsSync } from "node:fs";
import { basename, join, parse } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { failureOf, type ErrorCode } from "../../contract/errors";
import type { BatchResult, DayCases, ReportForm } from "../../contract/reports";
import type { PhotoSummary } from "../../contract/shapes";
import { momentsOfDay } from "../../domain/calendarDay";
import type { LeftOutReason } from "../../domain/report";
import type { Store } from "../../store/open";
import { writeWhole } from "../outputFile";
import type { RecordedChange } from "../recordedChange";
import type { ReportDesk } from "./desk";

/** The folder takes no further file either. */
const NO_ROOM: readonly ErrorCode[] = ["output.unwritable", "store.full"];

/**
 * The photos of a day that get a case report each, and those that do not.
 *
 * @param day calendar date, YYYY-MM-DD, of the clinic's time zone
 */
export function dayCases(store: Store, day: string): DayCases {
  const photos = photosOf(store, day);
  return {
    cases: photos.filter((photo) => reasonToLeaveOut(photo) === null).length,
    leftOut: photos.flatMap((photo) => {
      const because = reasonToLeaveOut(photo);
      return because === null ? [] : [{ photoId: photo.id, name: photo.name, because }];
    }),
  };
}

export interface DayReportOptions {
  readonly store: Store;
  readonly desk: ReportDesk;
  readonly recorded: RecordedChange;
  readonly onProgress: (done: number, total: number) => void;
  /** Ends it between two reports; those that are written stay. */
  readonly signal: AbortSignal;
}

/**
 * Writes a case report of every photo of the day into a folder: as it was signed last, or else as
 * a draft. A file that is there stays; each new one is whole or not there.
 *
 * @param day calendar date, YYYY-MM-DD, of the clinic's time zone
 */
export async function writeDayReports(
  { store, desk, recorded, onProgress, signal }: DayReportOptions,
  day: string,
  form: ReportForm,
  folder: string,
): Promise<BatchResult> {
  const photos = photosOf(store, day).filter((photo) => reasonToLeaveOut(photo) === null);
  const result: Writable<BatchResult> = {
    folder: basename(folder),
    signed: 0,
    drafts: 0,
    failures: [],
    notReached: photos.length,
  };
  onProgress(0, photos.length);
  try {
    for (const [index, photo] of photos.entries()) {
      if (signal.aborted) break;
      result.notReached--;
      try {
        result[await writeCase({ store, desk }, photo, form, folder)]++;
      } catch (error) {
        const code = failureOf(error)?.code;
        if (code === undefined) throw error;
        result.failures.push({ photoId: photo.id, name: photo.name, code });
        if (NO_ROOM.includes(code)) break;
      }
      onProgress(index + 1, photos.length);
      await breathe();
    }
  } finally {
    // Whatever ended it: those that were written have left the clinic's records.
    const { signed, drafts } = result;
    if (signed + drafts > 0) {
      recorded("reports.saved", null, () => undefined, { day, signed, drafts });
    }
  }
  return result;
}

/** In a new file; tells what it was written as. */
async function writeCase(
  { store, desk }: Pick<DayReportOptions, "store" | "desk">,
  { id: photoId, patient }: PhotoSummary,
  form: ReportForm,
  folder: string,
): Promise<"signed" | "drafts"> {
  const latest = store.reports.latestOfPhoto(photoId);
  // One that was signed while the photo was taken for another patient's is not this patient's.
  const signed = latest?.patientId === patient?.id ? latest : null;
  const subject = { kind: "case", photoId } as const;
  const { name, pdf } = signed
    ? desk.file(signed.id)
    : await desk.draftFile({ ...form, subject, similar: false, corrects: null });
  await writeWhole(freeName(folder, name), pdf);
  return signed ? "signed" : "drafts";
}

/** Where nothing lies yet: under the name, or with a number after it. */
function freeName(folder: string, name: string): string {
  const { name: stem, ext } = parse(name);
  const place = (number: number): string =>
    join(folder, number === 1 ? name : `${stem} (${String(number)})${ext}`);
  let number = 1;
  while (existsSync(place(number))) number++;
  return place(number);
}

function photosOf({ photos }: Store, day: string): PhotoSummary[] {
  const { from, until } = momentsOfDay(day);
  return photos.addedBetween(from, until);
}

function reasonToLeaveOut({ patient, analysis }: PhotoSummary): LeftOutReason | null {
  if (patient === null) return "no-patient";
  return analysis === null ? "not-analysed" : null;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
