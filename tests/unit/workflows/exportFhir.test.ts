import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PhotoId } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import type { TriageLevel } from "../../../electron/domain/triage";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import { exportFhir, type FhirExportOptions } from "../../../electron/workflows/exportFhir";
import { exportWordsOf } from "../../../electron/workflows/exportWords";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import en from "../../../resources/locales/en.json";
import { newAnalysis, newLesion, newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const actor = { id: null, name: "Dr. Ines Albrecht", role: "clinician" } as const;
const JPEG = Buffer.from("ffd8ffe000104a46494600010100000100010000ffd9", "hex");

interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly status: string;
  readonly issued: string;
  readonly code?: { readonly coding: readonly { readonly code: string }[] };
}

type SomeCase = ReturnType<typeof someCase>;

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
  const decide = (diagnosis: Diagnosis = "mel") =>
    store.outcomes.record(
      { photoId, diagnosis, confidence: null, nextStep: null, note: "" },
      actor,
      now(),
    );
  const findIn = (histologyOf: PhotoId, date = "2026-03-03") =>
    store.outcomes.recordHistology(
      { photoId: histologyOf, diagnosis: "mel", date, note: "" },
      actor,
      now(),
    );
  /** Another photo of a lesion that the photo is not yet of. */
  const addSibling = () => {
    const lesionId = store.lesions.create(patientId, newLesion(), now());
    const sibling = store.photos.add({ ...newPhoto("b", patientId), blob, thumbnail: blob }, now());
    store.photos.assignLesion(sibling, lesionId);
    return { lesionId, sibling };
  };
  const write = async (): Promise<Resource[]> => {
    const file = join(folder, "case.json");
    await exportFhir(photoId, "transaction", file, options);
    const { entry } = JSON.parse(readFileSync(file, "utf8")) as {
      entry: { resource: Resource }[];
    };
    return entry.map(({ resource }) => resource);
  };
  return {
    ...{ store, photoId, patientId, now, decide, findIn, addSibling },
    analyse: (level: TriageLevel = "urgent") =>
      store.analyses.add(photoId, newAnalysis(level, 0.8), now()),
    /** What a pathologist found in the photo. */
    find: () => findIn(photoId),
    /** What a pathologist found, by another photo of the lesion that the photo is of from now on. */
    findInLesion: () => {
      const { lesionId, sibling } = addSibling();
      store.photos.assignLesion(photoId, lesionId);
      findIn(sibling);
      return sibling;
    },
    withdraw: (id: ReturnType<typeof store.outcomes.record>) => {
      store.outcomes.withdraw(id, actor, now());
    },
    /** Observations by what they are of, as a server has them after the export. */
    written: async (): Promise<Map<string, Resource>> => {
      const observations = (await write()).filter(
        ({ resourceType }) => resourceType === "Observation",
      );
      return new Map(observations.map((one) => [codeOf(one), one]));
    },
    /** What the decision is told as; the report of a photo that nothing has analysed is as that. */
    told: async () => {
      const [report, ...others] = await write();
      const decision = others.find((one) => codeOf(one).startsWith("decision-"));
      if (!report || !decision) throw new Error("no decision");
      const { status, issued } = decision;
      expect(report).toMatchObject({
        status: status === "entered-in-error" ? "registered" : status,
        issued,
      });
      return { code: codeOf(decision), status, issued };
    },
  };
}

const codeOf = ({ code }: Resource): string => code?.coding[0]?.code ?? "";

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
      status: "amended",
    });
  });

  it("says when a decision was taken back by the one that was last taken back", async () => {
    const { decide, find, withdraw, written } = someCase();
    const clinical = decide();
    const histology = find();
    withdraw(histology);
    withdraw(clinical);
    const observations = await written();
    expect(observations.has("decision-histology")).toBe(false);
    expect(observations.get("decision-clinical")?.status).toBe("entered-in-error");
  });

  it.each([
    [
      "goes to another lesion",
      ({ store, photoId, patientId, now }: SomeCase) => {
        store.photos.assignLesion(photoId, store.lesions.create(patientId, newLesion(), now()));
      },
    ],
    [
      "goes to another patient",
      ({ store, photoId, now }: SomeCase) => {
        store.photos.assign(photoId, store.patients.create(newPatient({ number: "2" }), now()));
      },
    ],
    [
      "loses the photo by which it was found",
      ({ store }: SomeCase, sibling: PhotoId) => {
        store.photos.remove(sibling);
      },
    ],
  ])("takes back a lesion's histology where the photo %s", async (_, leave) => {
    const given = someCase();
    given.analyse();
    const sibling = given.findInLesion();
    const before = (await given.written()).get("decision-histology");
    expect(before?.status).toBe("final");
    leave(given, sibling);
    // However often it is written: nobody knows which of the files arrived.
    for (const after of [await given.written(), await given.written()]) {
      const retracted = after.get("decision-histology");
      expect(retracted).toMatchObject({ id: before?.id, status: "entered-in-error" });
    }
    given.analyse("cannot-assess");
    expect((await given.written()).get("malignancy-score")?.status).toBe("entered-in-error");
    given.decide("nv");
    expect((await given.written()).get("decision-clinical")).toMatchObject({
      id: before?.id,
      status: "amended",
    });
  });

  it("takes back no histology that was never told", async () => {
    const { store, photoId, analyse, findInLesion, written } = someCase();
    analyse();
    await written();
    findInLesion();
    store.photos.assignLesion(photoId, null);
    expect([...(await written()).keys()].filter((code) => code.startsWith("decision"))).toEqual([]);
  });

  it("has a decision that took the place of one that was told as amended, from then on", async () => {
    const { decide, withdraw, written } = someCase();
    decide("bkl");
    decide("nv");
    expect((await written()).get("decision-clinical")?.status).toBe("final");
    const second = decide("mel");
    expect((await written()).get("decision-clinical")?.status).toBe("amended");
    withdraw(second);
    expect((await written()).get("decision-clinical")?.status).toBe("amended");
  });

  it("has a decision that came to count through a lesion as amended, and issued since", async () => {
    const { store, photoId, decide, findInLesion, told } = someCase();
    decide("nv");
    findInLesion();
    const lesionId = store.photos.get(photoId).lesion?.id ?? null;
    const first = await told();
    expect(first).toMatchObject({ code: "decision-histology", status: "final" });
    store.photos.assignLesion(photoId, null);
    const second = await told();
    expect(second).toMatchObject({ code: "decision-clinical", status: "amended" });
    expect(second.issued > first.issued).toBe(true);
    expect(await told()).toEqual(second);
    store.photos.assignLesion(photoId, lesionId);
    const third = await told();
    expect(third).toMatchObject({ code: "decision-histology", status: "amended" });
    expect(third.issued > second.issued).toBe(true);
    expect(await told()).toEqual(third);
  });

  it("has histology that was entered before the photo came to its lesion as amended", async () => {
    const { store, photoId, decide, addSibling, findIn, told } = someCase();
    const { lesionId, sibling } = addSibling();
    decide("nv");
    findIn(sibling);
    const first = await told();
    expect(first).toMatchObject({ code: "decision-clinical", status: "final" });
    store.photos.assignLesion(photoId, lesionId);
    const second = await told();
    expect(second).toMatchObject({ code: "decision-histology", status: "amended" });
    expect(second.issued > first.issued).toBe(true);
  });

  it("has a decision that it took back as amended when it counts again", async () => {
    const { store, photoId, addSibling, findIn, told } = someCase();
    const { lesionId, sibling } = addSibling();
    store.photos.assignLesion(photoId, lesionId);
    findIn(sibling);
    const first = await told();
    store.photos.assignLesion(photoId, null);
    const retracted = await told();
    expect(retracted).toMatchObject({ code: first.code, status: "entered-in-error" });
    expect(await told()).toEqual(retracted);
    store.photos.assignLesion(photoId, lesionId);
    const again = await told();
    expect(again).toMatchObject({ code: first.code, status: "amended" });
    expect(again.issued > retracted.issued).toBe(true);
  });

  it("tells a decision as before where none but others were taken back", async () => {
    const { store, photoId, decide, findIn, addSibling, withdraw, told } = someCase();
    const { lesionId, sibling } = addSibling();
    store.photos.assignLesion(photoId, lesionId);
    const clinical = decide("nv");
    const older = findIn(sibling, "2026-03-01");
    findIn(photoId);
    const first = await told();
    expect(first).toMatchObject({ code: "decision-histology", status: "final" });
    withdraw(older);
    expect(await told()).toEqual(first);
    findIn(photoId);
    const second = await told();
    expect(second.status).toBe("amended");
    withdraw(clinical);
    expect(await told()).toEqual(second);
  });

  it("is amended since the other one was recorded or taken back, and final at first", async () => {
    const { store, decide, withdraw, told } = someCase();
    const decided = decide("nv");
    withdraw(decide("bkl"));
    const { at } = store.outcomes.get(decided);
    expect(await told()).toMatchObject({ status: "final", issued: at });
    const other = store.outcomes.get(decide("mel"));
    expect(await told()).toMatchObject({ status: "amended", issued: other.at });
    withdraw(other.id);
    const { withdrawn } = store.outcomes.get(other.id);
    expect(await told()).toMatchObject({ status: "amended", issued: withdrawn?.at });
  });

  it("logs which decision it told, by its id alone", async () => {
    const { store, photoId, patientId, decide, told } = someCase();
    const outcome = decide();
    const { issued } = await told();
    expect(store.audit.about(photoId, "photo.exported").map(({ details }) => details)).toEqual([
      { format: "FHIR", kind: "clinical", outcome, patient: patientId, issued },
    ]);
  });

  it("has a decision as issued after a retraction that was told before any decision", async () => {
    const { store, photoId, decide, withdraw, addSibling, findIn, told } = someCase();
    const { lesionId, sibling } = addSibling();
    const clinical = decide("nv");
    findIn(sibling);
    withdraw(clinical);
    const retracted = await told();
    expect(retracted).toMatchObject({ code: "decision-clinical", status: "entered-in-error" });
    store.photos.assignLesion(photoId, lesionId);
    const found = await told();
    expect(found).toMatchObject({ code: "decision-histology", status: "final" });
    expect(found.issued > retracted.issued).toBe(true);
    expect(await told()).toEqual(found);
  });

  it("is amended, and issued since, where the photo became another patient's", async () => {
    const { store, photoId, patientId, now, analyse, decide, told, written } = someCase();
    decide();
    analyse();
    const first = await written();
    expect(first.get("decision-clinical")?.status).toBe("final");
    expect(first.get("malignancy-score")?.status).toBe("final");
    store.photos.assign(photoId, store.patients.create(newPatient({ number: "2" }), now()));
    const moved = await written();
    for (const code of ["decision-clinical", "malignancy-score"]) {
      const [before, after] = [first.get(code), moved.get(code)];
      expect(after).toMatchObject({ id: before?.id, status: "amended" });
      expect((after?.issued ?? "") > (before?.issued ?? "")).toBe(true);
    }
    expect(await written()).toEqual(moved);
    const second = await told();
    store.photos.assign(photoId, patientId);
    const back = await told();
    expect(back.status).toBe("amended");
    expect(back.issued > second.issued).toBe(true);
    expect(await told()).toEqual(back);
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
    decide();
    expect((await written()).get("malignancy-score")?.status).toBe("amended");
  });
});
