import i18next from "i18next";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { ROLES } from "../../../electron/domain/role";
import { auditDetailText } from "../../../renderer/features/settings/auditDetailText";
import de from "../../../resources/locales/de.json";
import en from "../../../resources/locales/en.json";

describe.each(["en", "de"] as const)("what belongs to an entry of the log, in %s", (language) => {
  const text = (details: Parameters<typeof auditDetailText>[1]): string =>
    auditDetailText(i18next.t, details);
  const either = (english: string, german: string): string =>
    language === "de" ? german : english;

  beforeAll(async () => {
    vi.stubGlobal("navigator", { language });
    const resources = { en: { translation: en }, de: { translation: de } };
    await i18next.init({ lng: language, resources });
  });
  afterAll(() => vi.unstubAllGlobals());

  it("is told in words, each with its name", () => {
    expect(text({ role: "clinician", disabled: false })).toBe(
      either("role: Clinician, disabled: no", "Rolle: Ärztin/Arzt, gesperrt: nein"),
    );
    expect(text({ photos: 12_345 })).toBe(either("photos: 12,345", "Fotos: 12.345"));
    expect(text({ reason: "idle" })).toBe(
      either("reason: nobody was there", "Grund: niemand war da"),
    );
  });

  it("knows every role", () => {
    for (const role of ROLES) {
      const { roles } = language === "de" ? de : en;
      expect(text({ role })).toContain(roles[role]);
    }
  });

  it("says recipes and consents as their own rooms do", () => {
    const { training, consents } = language === "de" ? de : en;
    expect(text({ recipe: "quick" })).toContain(`: ${training.recipes.quick.name}`);
    expect(text({ purpose: "training" })).toContain(`: ${consents.purposes.training}`);
  });

  it("leaves out what is empty, and shortens what only computers read", () => {
    expect(text({ corrects: null, kind: "case" })).toBe(either("kind: case", "Art: Fall"));
    const sha256 = "1f6a".repeat(16);
    expect(text({ sha256 })).toBe(either("checksum: 1f6a1f6a", "Prüfsumme: 1f6a1f6a"));
  });

  it("tells which decision a record system got, and since when", () => {
    const outcome = "1f6a0000-0000-4000-8000-000000000005";
    const details = { format: "FHIR", kind: "histology", outcome, issued: "2026-03-04T12:00:00Z" };
    expect(text(details)).toContain(
      either(
        "format: FHIR, kind: histology, decision: 1f6a0000, issued: 4 Mar 2026",
        "Format: FHIR, Art: Histologie, Entscheidung: 1f6a0000, ausgestellt: 04.03.2026",
      ),
    );
  });

  it("shows reasons of people, and what another version wrote, as they stand", () => {
    expect(text({ reason: "better for {{dark}} skin: 80.1 %" })).toContain(
      ": better for {{dark}} skin: 80.1 %",
    );
    expect(text({ laterOn: "this" })).toBe("laterOn: this");
  });
});
