import { describe, expect, it } from "vitest";
import { isMatch } from "../../../renderer/features/search/matching";

describe("a command's name", () => {
  it.each([
    ["", true],
    ["pat", true],
    ["pat imp", true],
    ["IMPORT", true],
    ["port", false],
    ["patients now", false],
  ])("Import patients, searched by %j: %s", (search, found) => {
    expect(isMatch("Import patients", search)).toBe(found);
  });

  it("is found without its marks", () => {
    expect(isMatch("Öffnen: Übersicht", "offnen ubersicht")).toBe(true);
    expect(isMatch("Darstellung: Weiß", "weiss")).toBe(true);
  });
});
