import { expect, it } from "vitest";
import { patientName } from "../../../electron/domain/patientName";

it("a patient's name begins with the family name, and ends there where no other is known", () => {
  expect(patientName({ familyName: "Ünal", givenName: "Cem" })).toBe("Ünal, Cem");
  expect(patientName({ familyName: "Ünal", givenName: "" })).toBe("Ünal");
});
