import { describe, expect, it } from "vitest";
import { placeOf } from "../../../electron/shell/log";

describe("the log", () => {
  it("holds an error's kind and place, never its message", () => {
    const error = new TypeError("Astrid Lindqvist\n    born 1961");
    const logged = placeOf(error);
    expect(logged).toContain("TypeError");
    expect(logged).toContain("log.test.ts");
    expect(logged).not.toContain("Lindqvist");
    expect(logged).not.toContain("1961");
  });

  it("keeps the code of an error, and nothing of a value that is none", () => {
    expect(placeOf(Object.assign(new Error("x"), { code: "ENOSPC" }))).toContain("ENOSPC");
    expect(placeOf("Astrid Lindqvist")).toBe("string");
  });
});
