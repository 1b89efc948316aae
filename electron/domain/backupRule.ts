/** Which backups are kept: hourly ones of a day, daily ones of a month, monthly ones for good. */
import { isDue } from "./isDue";

const HOUR = 3_600_000;
const HOURLY_FOR = 24 * HOUR;
const DAILY_FOR = 31 * 24 * HOUR;

/**
 * Of each hour of the last day, each day of the last 31, and each month before, the latest stays;
 * so does the latest of all. Ages are counted from the latest backup, not from now: a clinic that
 * was closed for a year comes back to all that it left. Those of a time that is still to come, when
 * the clock was wrong, stay and make no other one old.
 *
 * @param taken moments of the backups, in any order
 * @returns those that may go
 */
export function outlived(taken: readonly Date[], now: Date): Date[] {
  const latestFirst = taken
    .filter((moment) => moment <= now)
    .sort((a, b) => b.getTime() - a.getTime());
  const [latest] = latestFirst;
  if (!latest) return [];
  const kept = new Set<string>();
  return latestFirst.filter((moment) => {
    const span = spanOf(moment, latest.getTime() - moment.getTime());
    if (kept.has(span)) return true;
    kept.add(span);
    return false;
  });
}

/** A failure or two is no news: a disk was away for the night. */
const FAILING_AFTER = 2 * 24 * HOUR;

/** How the backups went, as far as it decides whether somebody must look after them. */
interface BackupsSoFar {
  readonly last: { readonly takenAt: string } | null;
  readonly failure: object | null;
}

/** True where the latest try failed and the last backup is days old, or there is none. */
export function backupsFail({ last, failure }: BackupsSoFar, now: Date): boolean {
  if (failure === null) return false;
  return isDue(last && new Date(last.takenAt), FAILING_AFTER, now);
}

/** Names the hour, day or month whose latest backup stays. */
function spanOf(moment: Date, age: number): string {
  const time = moment.toISOString();
  if (age < HOURLY_FOR) return time.slice(0, "2026-11-21T10".length);
  if (age < DAILY_FOR) return time.slice(0, "2026-11-21".length);
  return time.slice(0, "2026-11".length);
}
