import { describe, expect, it } from "vitest";
import { placeOf, placesIn } from "../../../electron/contract/errorPlace";

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

  it.each([
    ["a message that looks like a stack", new Error("x\n    at Lindqvist (/clinic/a.js:1:2)")],
    ["a line of text that begins like a place", new Error("x\n    at Lindqvist 10:12:30")],
    [
      "a message that was put in later",
      Object.assign(new Error("x\n    at Lindqvist"), { message: "other" }),
    ],
    ["a kind that is a sentence", Object.assign(new Error("x"), { name: "Astrid Lindqvist" })],
    ["a code that is a sentence", Object.assign(new Error("x"), { code: "Astrid Lindqvist" })],
    ["a cause", new Error("x", { cause: new Error("Lindqvist") })],
    ["errors in one", new AggregateError([new Error("Lindqvist")], "Lindqvist")],
  ])("is nothing of %s", (_, error) => {
    const logged = placeOf(error);
    expect(logged).toContain("errorPlace.test.ts");
    expect(logged).not.toContain("Lindqvist");
  });
});

describe("what a log holds of a child's standard error", () => {
  it("is what the child says of errors", () => {
    const said = `vision: ${placeOf(Object.assign(new RangeError("x"), { code: "ENOMEM" }))}`;
    expect(placesIn(`${said}\n`)).toBe(said);
    expect(said).toContain("RangeError ENOMEM\n    at ");
  });

  it("is of an error that nobody caught only the place", () => {
    const text = [
      "/opt/lentigo/vision-host.cjs:12",
      '    throw new Error("Astrid Lindqvist");',
      "    ^",
      "",
      "Error: cannot read",
      "name: Astrid Lindqvist",
      "    at Lindqvist, born 1961",
      "    at decode (/opt/lentigo/vision-host.cjs:12:11)",
      "    at node:internal/main/run_main_module:28:49",
      "  code: 'Lindqvist'",
      "vision: Astrid Lindqvist was here",
    ].join("\n");
    expect(placesIn(text)).toBe(
      "    at decode (/opt/lentigo/vision-host.cjs:12:11)\n    at node:internal/main/run_main_module:28:49",
    );
  });
});
