import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { PatientId } from "../../../electron/contract/shapes";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { newPatient } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const later = new Date("2026-05-06T07:08:09Z");

function clinic() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  return { ...store, patientId: store.patients.create(newPatient(), at) };
}

describe("consents", () => {
  it("are kept one after the other; of each purpose the latest record counts", () => {
    const { consents, patientId } = clinic();
    consents.record(patientId, { purpose: "triage", given: true, date: "2026-03-04" }, "Eva", at);
    consents.record(patientId, { purpose: "training", given: true, date: "2026-03-04" }, "Eva", at);
    // Said earlier than the first, written down later: it corrects the record.
    consents.record(
      patientId,
      { purpose: "training", given: false, date: "2026-03-01" },
      null,
      later,
    );
    expect(consents.ofPatient(patientId)).toMatchObject([
      { purpose: "training", given: false, current: true, recordedBy: null, date: "2026-03-01" },
      { purpose: "training", given: true, current: false, recordedBy: "Eva" },
      { purpose: "triage", given: true, current: true },
    ]);
  });

  it("belong to one patient", () => {
    const { consents, patients, patientId } = clinic();
    const other = patients.create(newPatient({ familyName: "Other" }), at);
    consents.record(patientId, { purpose: "triage", given: true, date: "2026-03-04" }, null, at);
    expect(consents.ofPatient(other)).toEqual([]);
    const nobody = PatientId.parse("00000000-0000-4000-8000-000000000000");
    const missing = expect.objectContaining({ code: "patient.missing" }) as Error;
    expect(() => consents.ofPatient(nobody)).toThrow(missing);
    expect(() => {
      consents.record(nobody, { purpose: "triage", given: true, date: "2026-03-04" }, null, at);
    }).toThrow(missing);
  });
});
