import { describe, expect, it } from "vitest";
import { languageOf } from "../../../electron/domain/language";

describe("the language of a locale", () => {
  it.each([
    ["de", "de"],
    ["de-AT", "de"],
    ["DE_ch", "de"],
    ["en-US", "en"],
    // Lower Sorbian begins with the same letter, and is not German.
    ["dsb-DE", "en"],
    ["del", "en"],
    ["fr-FR", "en"],
    ["", "en"],
  ])("%s is spoken to in %s", (locale, language) => {
    expect(languageOf(locale)).toBe(language);
  });
});
