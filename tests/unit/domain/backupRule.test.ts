import { describe, expect, it } from "vitest";
import { backupsFail, outlived } from "../../../electron/domain/backupRule";

const at = (time: string): Date => new Date(time);
const times = (dates: readonly Date[]): string[] =>
  dates.map((date) => date.toISOString().slice(0, 16)).sort();

const now = at("2026-11-21T12:00Z");

describe("backups that may go", () => {
  it("are all but the latest of an hour within a day", () => {
    const taken = ["10:05", "10:50", "11:10"].map((time) => at(`2026-11-21T${time}:00Z`));
    expect(times(outlived(taken, now))).toEqual(["2026-11-21T10:05"]);
  });

  it("are all but the latest of a day within a month", () => {
    const taken = ["2026-11-10T09:00Z", "2026-11-10T17:00Z", "2026-11-21T11:00Z"].map(at);
    expect(times(outlived(taken, now))).toEqual(["2026-11-10T09:00"]);
  });

  it("are all but the latest of a month before that, however old", () => {
    const taken = ["2019-03-02T09:00Z", "2019-03-30T09:00Z", "2026-11-21T11:00Z"].map(at);
    expect(times(outlived(taken, now))).toEqual(["2019-03-02T09:00"]);
  });

  it("are counted from the latest backup, so that a pause costs none of its last hours", () => {
    const taken = ["2026-01-05T09:00Z", "2026-01-05T10:00Z", "2026-01-05T11:00Z"].map(at);
    expect(outlived(taken, now)).toEqual([]);
  });

  it("never are the latest of all", () => {
    expect(outlived([at("2026-11-21T11:00Z")], now)).toEqual([]);
    expect(outlived([], now)).toEqual([]);
  });

  it("are none of a time that is still to come, and none for their sake", () => {
    const taken = ["2026-11-21T10:05Z", "2026-11-21T11:10Z", "2030-01-01T09:00Z"].map(at);
    expect(outlived(taken, now)).toEqual([]);
  });

  it("leave at most 24 hours, 31 days and the months of a clinic that backs up hourly for a year", () => {
    const start = at("2025-11-21T00:30Z").getTime();
    const taken = Array.from({ length: 365 * 24 }, (_, hour) => new Date(start + hour * 3_600_000));
    const kept = taken.length - outlived(taken, now).length;
    expect(kept).toBeGreaterThanOrEqual(24 + 30 + 11);
    expect(kept).toBeLessThanOrEqual(24 + 32 + 12);
  });
});

describe("backups that fail", () => {
  const made = (time: string) => ({ takenAt: at(time).toISOString() });
  const failure = { code: "backup.unreachable" };

  it("need a person where the last one is days old, or there is none", () => {
    expect(backupsFail({ last: made("2026-11-19T10:00Z"), failure }, now)).toBe(true);
    expect(backupsFail({ last: null, failure }, now)).toBe(true);
  });

  it("need a person also where the last one is of a time that is still to come", () => {
    expect(backupsFail({ last: made("2030-01-01T10:00Z"), failure }, now)).toBe(true);
  });

  it("need nobody before that, nor where they are only asked for", () => {
    expect(backupsFail({ last: made("2026-11-20T10:00Z"), failure }, now)).toBe(false);
    expect(backupsFail({ last: made("2025-01-01T10:00Z"), failure: null }, now)).toBe(false);
    expect(backupsFail({ last: null, failure: null }, now)).toBe(false);
  });
});
