import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../../../electron/contract/errors";
import { errorLine } from "../../../electron/contract/errorText";
import { SITES } from "../../../electron/domain/bodyMap/sites";
import { BODY_VIEWS } from "../../../electron/domain/bodyMap/views";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { SEXES } from "../../../electron/domain/patient";
import { PHOTO_WARNINGS, REFUSAL_REASONS, TRIAGE_LEVELS } from "../../../electron/domain/triage";
import de from "../../../resources/locales/de.json";
import en from "../../../resources/locales/en.json";

/** Words that German shares with English; everything else must differ. */
const SAME_IN_BOTH = [
  ...["ABCD", "AUC", "Deutsch", "English", "Heatmap", "L", "Lentigo", "Logo", "Name", "Patient"],
  ...["R", "Routine", "Score", "Training", "Triage", "Version", "mm", "Code {{code}}"],
  ...["GPU: {{name}}", "Training, {{percent}}\u202f%"],
  ...["Version {{version}}", "{{width}} × {{height}} px"],
];

/** What stands in quotes in the window's sources, the names of the terms that it explains among it. */
const QUOTED = new Set(
  readdirSync("renderer", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join("renderer", file), "utf8").matchAll(/"([\w-]+)"/g)])
    .map(([, word]) => word),
);

/** Every text of a locale file with its key. */
function textsOf(words: object, path = ""): [key: string, text: unknown][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = path === "" ? name : `${path}.${name}`;
    return typeof value === "object" && value !== null ? textsOf(value, key) : [[key, value]];
  });
}

/** What is put into a text, with its form: "{{count, number}}" gives "count, number". */
function variablesOf(text: unknown): string[] {
  return [...String(text).matchAll(/\{\{([^}]*)\}\}/g)].map(([, name]) => name ?? "").sort();
}

describe("the words of the interface", () => {
  it.each(ERROR_CODES)("say what happened, what is safe and what to do for %s", (code) => {
    const words = code
      .split(".")
      .reduce<unknown>((at, key) => Reflect.get(Object(at) as object, key), en.errors);
    expect(words).toEqual({
      what: expect.stringMatching(/\S/) as string,
      safe: expect.stringMatching(/\S/) as string,
      do: expect.stringMatching(/\S/) as string,
    });
    // Read without a window too: sentences, not labels.
    expect(errorLine({ code, details: {} }, en.errors)).toMatch(/^[A-Z].*\.$/);
  });

  it("name every diagnosis, level, reason, remedy, sex and site", () => {
    expect(Object.keys(en.diagnoses).sort()).toEqual([...DIAGNOSES].sort());
    expect(Object.keys(en.triage)).toEqual([...TRIAGE_LEVELS]);
    expect(Object.keys(en.reasons)).toEqual([...REFUSAL_REASONS]);
    expect(Object.keys(en.warnings)).toEqual([...PHOTO_WARNINGS]);
    expect(Object.keys(en.retake)).toEqual([...REFUSAL_REASONS]);
    expect(Object.keys(en.sex)).toEqual([...SEXES]);
    expect(Object.keys(en.sites)).toEqual([...SITES]);
    expect(Object.keys(en.bodyMap.views)).toEqual([...BODY_VIEWS]);
  });

  it.each([...DIAGNOSES, ...TRIAGE_LEVELS, ...REFUSAL_REASONS])("explain %s", (term) => {
    expect(Object.keys(en.terms)).toContain(term);
  });

  it.each(Object.entries(en.terms))(
    "explain %s in sentences that the window shows",
    (term, words) => {
      expect(Object.keys(words)).toEqual(["name", "text"]);
      expect(words.text).toMatch(/^[A-Z].{40,280}\.$/);
      const isOfDomain = [...DIAGNOSES, ...TRIAGE_LEVELS, ...REFUSAL_REASONS].some(
        (each) => each === term,
      );
      expect(isOfDomain || QUOTED.has(term)).toBe(true);
    },
  );

  it("are never empty, and state that this is no medical device", () => {
    const empty = textsOf(en).filter(([, text]) => typeof text !== "string" || text.trim() === "");
    expect(empty).toEqual([]);
    expect(en.app.decisionSupport).toContain("Not a cleared medical device");
  });

  it("have a plural wherever they have a singular", () => {
    const keys = textsOf(en).map(([key]) => key);
    const singulars = keys.filter((key) => key.endsWith("_one"));
    expect(singulars.length).toBeGreaterThan(0);
    for (const key of singulars) expect(keys).toContain(key.replace(/_one$/, "_other"));
  });
});

describe("the German words", () => {
  const german = new Map(textsOf(de));

  it("have the keys of the English ones, plural forms included, in the same order", () => {
    expect([...german.keys()]).toEqual(textsOf(en).map(([key]) => key));
  });

  it("have the variables of the English ones", () => {
    const wanted = textsOf(en).map(([key, text]) => [key, variablesOf(text)]);
    expect([...german].map(([key, text]) => [key, variablesOf(text)])).toEqual(wanted);
  });

  it("are German: none equals its English one, other than those that are the same word", () => {
    const untranslated = textsOf(en).filter(([key, text]) => {
      const hasWords = /\p{L}{2}|^\p{L}$/u.test(String(text).replaceAll(/\{\{[^}]*\}\}/g, ""));
      return hasWords && german.get(key) === text && !SAME_IN_BOTH.includes(String(text));
    });
    expect(untranslated).toEqual([]);
  });

  it("are never empty, and quote as German does", () => {
    for (const [key, text] of german) {
      expect(text, key).toMatch(/\S/);
      expect(text, key).not.toMatch(/["”]|(?<!\p{L})'/u);
      expect(String(text).split("„").length, key).toBe(String(text).split("“").length);
    }
  });

  it("state that this is no medical device", () => {
    expect(de.app.decisionSupport).toContain("Kein zugelassenes Medizinprodukt");
  });

  it.each(ERROR_CODES)("are sentences without a window, too, for %s", (code) => {
    expect(errorLine({ code, details: {} }, de.errors)).toMatch(/^[A-ZÄÖÜ].*\.$/);
  });
});
