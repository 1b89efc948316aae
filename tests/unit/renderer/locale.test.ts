import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../../../electron/contract/errors";
import { errorLine } from "../../../electron/contract/errorText";
import { SITES } from "../../../electron/domain/bodyMap/sites";
import { BODY_VIEWS } from "../../../electron/domain/bodyMap/views";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { SEXES } from "../../../electron/domain/patient";
import { PHOTO_WARNINGS, REFUSAL_REASONS, TRIAGE_LEVELS } from "../../../electron/domain/triage";
import en from "../../../resources/locales/en.json";

/** Every text of a locale file with its key. */
function textsOf(words: object, path = ""): [key: string, text: unknown][] {
  return Object.entries(words).flatMap(([name, value]: [string, unknown]) => {
    const key = path === "" ? name : `${path}.${name}`;
    return typeof value === "object" && value !== null ? textsOf(value, key) : [[key, value]];
  });
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
