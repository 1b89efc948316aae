import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { exportFhir, type FhirExportOptions } from "../../../electron/workflows/exportFhir";
import { exportWordsOf } from "../../../electron/workflows/exportWords";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import en from "../../../resources/locales/en.json";
import { newAnalysis, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const actor = { id: null, name: "Dr. Ines Albrecht", role: "clinician" } as const;
const JPEG = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");

interface Observation {
  readonly id: string;
  readonly status: string;
  readonly code: { readonly coding: readonly { readonly code: string }[] };
}

function someCase() {
  const folder = temporaryFolder();
  const store = openStore({ folder: join(folder, "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  let hour = 8;
  const now = (): Date => new Date(Date.UTC(2026, 2, 4, hour++));
  const blob = store.blobs.put(JPEG);
  const patientId = store.patients.create(newPatient(), now());
  const photo = { ...newPhoto("a", patientId), blob, thumbnail: blob };
  const photoId = store.photos.add(photo, now());
  const options: FhirExportOptions = {
    ...{ store, now, recorded: createRecordedChange({ store, actor, now }), software: "0.1.0" },
    language: "en",
    words: exportWordsOf(en).fhir,
  };
  return {
    store,
    analyse: () => store.analyses.add(photoId, newAnalysis("urgent", 0.8), now()),
    decide: () =>
      store.outcomes.record(
        { photoId, diagnosis: "mel", confidence: null, nextStep: null, note: "" },
        actor,
        now(),
      ),
    withdraw: (id: ReturnType<typeof store.outcomes.record>) => {
      store.outcomes.withdraw(id, actor, now());
    },
    /** Observations by what they are of, as a server has them after the export. */
    written: async (): Promise<Map<string, Observation>> => {
      const file = join(folder, "case.json");
      await exportFhir(photoId, "transaction", file, options);
      const { entry } = JSON.parse(readFileSync(file, "utf8")) as {
        entry: { resource: Observation & { resourceType: string } }[];
      };
      return new Map(
        entry
          .filter(({ resource }) => resource.resourceType === "Observation")
          .map(({ resource }) => [resource.code.coding[0]?.code ?? "", resource]),
      );
    },
  };
}

describe("a case that is written again", () => {
  it("takes back a decision that was taken back, and no other", async () => {
    const { analyse, decide, withdraw, written } = someCase();
    analyse();
    expect((await written()).has("decision-clinical")).toBe(false);
    const first = decide();
    const before = (await written()).get("decision-clinical");
    withdraw(first);
    const after = (await written()).get("decision-clinical");
    expect(after).toMatchObject({ id: before?.id, status: "entered-in-error" });
    decide();
    expect((await written()).get("decision-clinical")).toMatchObject({
      id: before?.id,
      status: "final",
    });
  });

  it("has the new analysis under the ids of the one before, amended where that was decided on", async () => {
    const { analyse, decide, written } = someCase();
    analyse();
    decide();
    const before = (await written()).get("malignancy-score");
    expect(before?.status).toBe("final");
    analyse();
    expect((await written()).get("malignancy-score")).toMatchObject({
      id: before?.id,
      status: "amended",
    });
  });
});
