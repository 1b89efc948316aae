import { describe, expect, it } from "vitest";
import { waitAfterFailures } from "../../../electron/domain/password";

describe("the wait after wrong attempts", () => {
  it("costs nothing before the fifth, then doubles up to a quarter of an hour", () => {
    const waits = [0, 1, 4, 5, 6, 7, 10, 11, 12, 1000].map(waitAfterFailures);
    expect(waits).toEqual([0, 0, 0, 15, 30, 60, 480, 900, 900, 900]);
  });
});
