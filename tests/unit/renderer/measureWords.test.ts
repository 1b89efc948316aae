import i18next from "i18next";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import de from "../../../resources/locales/de.json";
import en from "../../../resources/locales/en.json";
import { exactDuration, roughDuration } from "../../../renderer/words/durations";
import {
  areaDifferenceText,
  areaIntervalText,
  areaText,
  lossText,
  measureIntervalText,
  measureText,
  memoryText,
  pointsIntervalText,
  pointsText,
} from "../../../renderer/words/measures";

async function speak(language: "en" | "de"): Promise<void> {
  vi.stubGlobal("navigator", { language });
  const resources = { en: { translation: en }, de: { translation: de } };
  await i18next.init({ lng: language, resources });
}

describe.each(["en", "de"] as const)("measures in words, %s", (language) => {
  const isGerman = language === "de";
  beforeAll(() => speak(language));
  afterAll(() => vi.unstubAllGlobals());

  it("tells shares to a tenth of a percent and differences with their sign", () => {
    expect(measureText(0.7936)).toBe(isGerman ? "79,4\u202f%" : "79.4\u202f%");
    expect(measureIntervalText({ low: 0.736, high: 1 })).toBe(
      isGerman ? "73,6 – 100,0\u202f%" : "73.6 – 100.0\u202f%",
    );
    expect(pointsText(0.0351)).toBe(isGerman ? "+3,5" : "+3.5");
    expect(pointsText(-0.06)).toBe(isGerman ? "\u22126,0" : "\u22126.0");
    expect(pointsText(0)).toBe(isGerman ? "0,0" : "0.0");
    expect(pointsIntervalText({ low: -0.04, high: 0.08 })).toBe(
      isGerman ? "\u22124,0 bis +8,0" : "\u22124.0 to +8.0",
    );
  });

  it("tells areas under a curve as numbers, not in percent", () => {
    expect(areaText(0.96349)).toBe(isGerman ? "0,963" : "0.963");
    expect(areaText(1)).toBe(isGerman ? "1,000" : "1.000");
    expect(areaIntervalText({ low: 0.9512, high: 0.9726 })).toBe(
      isGerman ? "0,951 – 0,973" : "0.951 – 0.973",
    );
    expect(areaDifferenceText(-0.012)).toBe(isGerman ? "\u22120,012" : "\u22120.012");
    expect(areaDifferenceText(0.004)).toBe(isGerman ? "+0,004" : "+0.004");
  });

  it("tells a loss by its digits and memory by its unit", () => {
    expect(lossText(0.39275)).toBe(isGerman ? "0,393" : "0.393");
    expect(memoryText(350 * 1024 ** 2)).toBe("350\u202fMB");
    expect(memoryText(1.44 * 1024 ** 3)).toBe(isGerman ? "1,4\u202fGB" : "1.4\u202fGB");
  });
});

describe("durations", () => {
  beforeAll(() => speak("en"));
  afterAll(() => vi.unstubAllGlobals());

  it("are told as exactly as an estimate can be", () => {
    expect([1, 13, 52, 140, 700, 3900, 5600, 29_000].map(roughDuration)).toEqual([
      "5 seconds",
      "15 seconds",
      "1 minute",
      "2 minutes",
      "10 minutes",
      "65 minutes",
      "1.5 hours",
      "8 hours",
    ]);
  });

  it("are told in hours and minutes where they were measured", () => {
    expect([42, 61, 3600, 7500].map(exactDuration)).toEqual([
      "42 seconds",
      "1 minute",
      "1 hour",
      "2 hours 5 minutes",
    ]);
  });
});
