import { setImmediate as breathe } from "node:timers/promises";
import { SHELVES, type BlobStore } from "./blobs";
import type { PhotoRepository } from "./photos";

/** Files and rows that did not belong together; zeros where all is well. */
export interface RepairReport {
  /** Files that no photo referred to; they were set aside. */
  readonly unreferencedFiles: number;
  /** Files that photos refer to and that are gone. */
  readonly missingFiles: number;
}

/**
 * A crash between writing a photo's file and its row leaves a file nobody refers to. It is
 * only set aside, never deleted: were the database an older copy, such files would be photos.
 *
 * Goes shelf by shelf, so that hundreds of thousands of photos keep nobody waiting. Photos may
 * come and go meanwhile: their files and rows are written in one go, never between two shelves.
 *
 * @param ending ends it early
 */
export async function repair(
  blobs: BlobStore,
  photos: PhotoRepository,
  ending: AbortSignal,
): Promise<RepairReport> {
  const report = { unreferencedFiles: 0, missingFiles: 0 };
  for (const shelf of SHELVES) {
    if (ending.aborted) break;
    blobs.removeUnfinished(shelf);
    const referenced = photos.filesOn(shelf);
    const present = new Set(blobs.list(shelf));
    for (const name of present) {
      if (referenced.has(name)) continue;
      blobs.setAside(name);
      report.unreferencedFiles++;
    }
    for (const name of referenced) if (!present.has(name)) report.missingFiles++;
    await breathe();
  }
  return report;
}
