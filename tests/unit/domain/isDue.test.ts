import { describe, expect, it } from "vitest";
import { isDue } from "../../../electron/domain/isDue";

const HOUR = 3_600_000;
const at = (time: string): Date => new Date(`2026-11-21T${time}:00Z`);

describe("what is done every hour", () => {
  it("is due where it has never been done, and once the hour is over", () => {
    expect(isDue(null, HOUR, at("11:00"))).toBe(true);
    expect(isDue(at("10:00"), HOUR, at("10:59"))).toBe(false);
    expect(isDue(at("10:00"), HOUR, at("11:00"))).toBe(true);
  });

  it("is due where it was done at a time that is still to come: the clock was wrong", () => {
    expect(isDue(new Date("2031-01-01T00:00:00Z"), HOUR, at("11:00"))).toBe(true);
  });
});
