import { describe, expect, it } from "vitest";
import { failureOf, LentigoError } from "../../../electron/contract/errors";
import { errorLine } from "../../../electron/contract/errorText";

const words = {
  photo: { format: { what: "It is a {{format}}.", safe: "", do: "Use JPEG." } },
};

describe("errors", () => {
  it("are told apart by their code, not by their class", () => {
    const foreign = Object.assign(new Error("x"), { code: "store.full", details: { a: 1 } });
    expect(failureOf(foreign)).toEqual({ code: "store.full", details: { a: 1 } });
    expect(failureOf(new LentigoError("photo.empty"))).toEqual({
      code: "photo.empty",
      details: {},
    });
    expect(failureOf(Object.assign(new Error("x"), { code: "ENOENT" }))).toBeNull();
    expect(failureOf("photo.empty")).toBeNull();
  });

  it("become one line with their details", () => {
    const failure = { code: "photo.format", details: { format: "GIF" } } as const;
    expect(errorLine(failure, words)).toBe("It is a GIF. Use JPEG.");
  });

  it("without words show their code", () => {
    expect(errorLine({ code: "store.full", details: {} }, words)).toBe("store.full");
  });
});
