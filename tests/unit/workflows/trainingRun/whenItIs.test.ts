import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { whenItIs } from "../../../../electron/workflows/trainingRun/whenItIs";

const HOUR = 3_600_000;

describe("what waits for its hour", () => {
  const now = (): Date => new Date();
  const act = vi.fn();

  beforeEach(() => {
    vi.useFakeTimers();
    act.mockClear();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);

  it("happens then, once", () => {
    whenItIs(inHours(6), now, act);
    vi.advanceTimersByTime(6 * HOUR - 1000);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(6 * HOUR);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("waits for longer than a timer can", () => {
    whenItIs(inHours(24 * 40), now, act);
    vi.advanceTimersByTime(24 * HOUR);
    expect(act).not.toHaveBeenCalled();
  });

  it("happens though the computer slept over it", () => {
    whenItIs(inHours(6), now, act);
    vi.setSystemTime(Date.now() + 7 * HOUR);
    vi.advanceTimersByTime(60_000);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("happens where the hour has passed, and not once it was let be", () => {
    whenItIs(inHours(-1), now, act)();
    vi.advanceTimersByTime(HOUR);
    expect(act).not.toHaveBeenCalled();
    whenItIs(inHours(-1), now, act);
    vi.advanceTimersByTime(0);
    expect(act).toHaveBeenCalledTimes(1);
  });
});
