import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { OutcomeId } from "../../electron/contract/outcomes";
import { PatientId, PhotoId } from "../../electron/contract/shapes";
import { seededRandom } from "../../electron/demo/seededRandom";
import { DIAGNOSES, isDiagnosis } from "../../electron/domain/diagnosis";
import { readKeyFile, revealKey, unguarded } from "../../electron/store/keyFile";
import { keyFileOf, openStore } from "../../electron/store/open";
import { launchVisionChild } from "../../electron/vision/childProcess";
import { startVision } from "../../electron/vision/client";
import { createIntake } from "../../electron/workflows/intakePhoto";
import { createRecordedChange } from "../../electron/workflows/recordedChange";
import { newPatient } from "../../tests/fixtures/records";
import { variedPhotos } from "../variedPhotos";
import { must, type KillKind } from "./killKind";
import { mustBeWhole } from "./wholeClinic";

type Word =
  | { readonly kind: "patient"; readonly id: PatientId; readonly name: string }
  | { readonly kind: "photo"; readonly id: PhotoId; readonly sourceHash: string }
  | {
      readonly kind: "outcome";
      readonly id: OutcomeId;
      readonly photoId: PhotoId;
      readonly diagnosis: string;
    };

const actor = { id: null, name: "Dr. Ines Albrecht", role: "clinician" } as const;
const now = (): Date => new Date();
const clinicOf = (folder: string): string => join(folder, "clinic");
const drawnPhotos = (folder: string) =>
  variedPhotos(join(folder, "drawn"), { drawn: 4, seed: 3, width: 300, height: 225 });

const open = (folder: string) => openStore({ folder: clinicOf(folder), guards: [unguarded] });

/** Photos that are taken in at once, as the window does. */
const HANDS = 3;

/** Patients are entered, photos taken in by the real vision process, diagnoses confirmed. */
export const saving: KillKind<Word> = {
  name: "saving",
  moment: { words: 12, ms: 60 },

  async prepare(folder) {
    open(folder).close();
    await drawnPhotos(folder);
  },

  async work({ folder, seed, ready, tell }) {
    const store = open(folder);
    const recorded = createRecordedChange({ store, actor, now });
    const vision = startVision({
      modelFolder: "models/base",
      launch: (model) => launchVisionChild("out/app/vision-host.cjs", model),
    });
    const intake = createIntake({ store, recorded, vision, now });
    const photos = await drawnPhotos(folder);
    const random = seededRandom(seed);
    const people: PatientId[] = [];

    const addPatient = (number: number): void => {
      const name = `Patient ${String(number)}`;
      const id = recorded(
        "patient.created",
        (created) => created,
        () => store.patients.create(newPatient({ familyName: name }), now()),
      );
      people.push(id);
      tell({ kind: "patient", id, name });
    };
    const addPhoto = async (number: number): Promise<void> => {
      const bytes = await photos.photo(number);
      const patientId = people[random.whole(0, people.length)] ?? null;
      const { photo } = await intake({ name: "a.jpg", bytes, takenAt: null, patientId });
      tell({ kind: "photo", id: photo.id, sourceHash: store.blobs.nameOf(bytes) });
      const diagnosis = random.pick(DIAGNOSES);
      const id = recorded(
        "photo.outcome",
        photo.id,
        () => {
          const said = { diagnosis, confidence: null, nextStep: null, note: "" };
          return store.outcomes.record({ photoId: photo.id, ...said }, actor, now());
        },
        { kind: "clinical" },
      );
      tell({ kind: "outcome", id, photoId: photo.id, diagnosis });
    };

    await vision.ask("decode", { bytes: await photos.photo(seed) });
    ready();
    let number = seed * 1000;
    const takeIn = async (): Promise<never> => {
      for (;;) await addPhoto(number++);
    };
    const enter = async (): Promise<never> => {
      for (;;) {
        addPatient(number++);
        await wait(random.between(0, 30));
      }
    };
    await Promise.all([enter(), ...Array.from({ length: HANDS }, takeIn)]);
  },

  async check(folder, told) {
    const store = open(folder);
    const content = readKeyFile(keyFileOf(clinicOf(folder)));
    must(content.format === 1, "the clinic is as it was made");
    const dataKey = revealKey(content, [unguarded]);
    try {
      for (const word of told) {
        switch (word.kind) {
          case "patient":
            must(store.patients.get(word.id).familyName === word.name, "a patient");
            break;
          case "photo":
            must(store.photos.findBySource(word.sourceHash) === word.id, "a photo");
            must(store.analyses.ofPhoto(word.id).length === 1, "a photo's analysis");
            break;
          case "outcome": {
            const said = store.outcomes.ofPhoto(word.photoId).find(({ id }) => id === word.id);
            must(isDiagnosis(word.diagnosis) && said?.diagnosis === word.diagnosis, "an outcome");
            break;
          }
        }
      }
      return { kept: told.length, leftOver: await mustBeWhole(store, clinicOf(folder), dataKey) };
    } finally {
      store.close();
      dataKey.fill(0);
    }
  },
};
