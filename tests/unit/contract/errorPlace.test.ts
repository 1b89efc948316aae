import { describe, expect, it } from "vitest";
import { placeOf } from "../../../electron/contract/errorPlace";

describe("what a log holds of an error", () => {
  it("is its kind and place, never its message", () => {
    const error = new TypeError("Astrid Lindqvist\n    born 1961");
    const logged = placeOf(error);
    expect(logged).toContain("TypeError");
    expect(logged).toContain("errorPlace.test.ts");
    expect(logged).not.toContain("Lindqvist");
    expect(logged).not.toContain("1961");
  });

  it("is also its code, and of a value that is no error only the type", () => {
    expect(placeOf(Object.assign(new Error("x"), { code: "ENOSPC" }))).toContain("ENOSPC");
    expect(placeOf("Astrid Lindqvist")).toBe("string");
  });
});
