import { describe, expect, it } from "vitest";
import { decisiveConsent } from "../../../electron/domain/consent";
import { namesPatient } from "../../../electron/domain/patientMatch";

describe("what somebody typed", () => {
  const patient = { familyName: "Müller-Groß", givenName: "Jürgen", number: "A-100" };

  it.each(["müller-groß, jürgen", "Jürgen Müller-Groß", "Muller-Gross  Jurgen", "a-100"])(
    "names the patient: %s",
    (typed) => {
      expect(namesPatient(typed, patient)).toBe(true);
    },
  );

  it.each(["", "Müller-Groß", "Jürgen", "A-10", "delete", ","])("does not: %j", (typed) => {
    expect(namesPatient(typed, patient)).toBe(false);
  });

  it("is not nothing, even where the number is", () => {
    expect(namesPatient("", { ...patient, number: "" })).toBe(false);
  });
});

describe("of two records of one person", () => {
  const consent = (given: boolean, date: string) => ({ given, date });

  it("the later consent counts", () => {
    const earlier = consent(false, "2026-01-01");
    const later = consent(true, "2026-01-02");
    expect(decisiveConsent(earlier, later)).toBe(later);
    expect(decisiveConsent(later, earlier)).toBe(later);
  });

  it("a withdrawal counts on the same day", () => {
    const given = consent(true, "2026-01-01");
    const withdrawn = consent(false, "2026-01-01");
    expect(decisiveConsent(given, withdrawn)).toBe(withdrawn);
    expect(decisiveConsent(withdrawn, given)).toBe(withdrawn);
  });
});
