import { setImmediate as breathe } from "node:timers/promises";
import { SHELVES, type BlobStore } from "./blobs";

/** Files and rows that did not belong together; zeros where all is well. */
export interface RepairReport {
  /** Files that nothing referred to; they were set aside. */
  readonly unreferencedFiles: number;
  /** Files that photos and reports refer to and that are gone. */
  readonly missingFiles: number;
}

/**
 * A crash between writing a photo's or a report's file and its row leaves a file nobody refers to. It is
 * only set aside, never deleted: were the database an older copy, such files would be records.
 *
 * Goes shelf by shelf, so that hundreds of thousands of photos keep nobody waiting. Photos may
 * come and go meanwhile: their files and rows are written in one go, never between two shelves.
 *
 * @param referencedOn names of the files on a shelf that rows refer to
 * @param ending ends it early
 */
export async function repair(
  blobs: BlobStore,
  referencedOn: (shelf: string) => ReadonlySet<string>,
  ending: AbortSignal,
): Promise<RepairReport> {
  const report = { unreferencedFiles: 0, missingFiles: 0 };
  for (const shelf of SHELVES) {
    if (ending.aborted) break;
    blobs.removeUnfinished(shelf);
    const referenced = referencedOn(shelf);
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
