import { join } from "node:path";
import { SnapshotId, type Backup } from "../../contract/backups";
import { LentigoError } from "../../contract/errors";
import { readManifest } from "../../store/backup/manifest";
import { existingPlace, momentOf, snapshotIds } from "../../store/backup/place";

/** Those in a folder, the latest first; none where it is out of reach. */
export function backupsIn(folder: string): Backup[] {
  try {
    const place = existingPlace(folder);
    return snapshotIds(place).map((id) => ({
      id: SnapshotId.parse(id),
      takenAt: (momentOf(id) ?? new Date(0)).toISOString(),
      counts: countsIn(join(place.snapshots, id)),
    }));
  } catch (error) {
    if (error instanceof LentigoError) return [];
    throw error;
  }
}

function countsIn(snapshot: string): Backup["counts"] {
  try {
    return readManifest(snapshot).counts;
  } catch (error) {
    if (error instanceof LentigoError) return null;
    throw error;
  }
}
