import { describe, expect, it } from "vitest";
import { requests } from "../../../electron/contract/requests";
import { newLesion } from "../../fixtures/records";

const patientId = "00000000-0000-4000-8000-000000000000";
const accepts = (change: object): boolean =>
  requests["lesions.create"].input.safeParse({ ...newLesion(), patientId, ...change }).success;

describe("a new lesion", () => {
  it("lies on the body, or has no place yet", () => {
    expect(accepts({})).toBe(true);
    expect(accepts({ position: null })).toBe(true);
    expect(accepts({ position: { view: "front", x: 0.02, y: 0.02 } })).toBe(false);
    expect(accepts({ position: { view: "front", x: 0.5, y: 1.2 } })).toBe(false);
    expect(accepts({ position: { view: "side", x: 0.5, y: 0.3 } })).toBe(false);
  });

  it("has a known site and a label of reasonable length", () => {
    expect(accepts({ site: "elbow" })).toBe(false);
    expect(accepts({ label: "x".repeat(121) })).toBe(false);
    expect(accepts({ number: 7 })).toBe(false);
  });
});
