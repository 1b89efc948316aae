/** A clinic with something on every screen, for tests that look at all of them. */
import type { LesionId, PatientId } from "../../electron/contract/shapes";
import { choosePhotos, visionReady, type Clinic } from "./clinic";

export interface FilledClinic {
  readonly patientId: PatientId;
  readonly lesionId: LesionId;
}

const PATIENT = {
  number: "2026-0142",
  familyName: "Lindqvist-Abrahamsson",
  givenName: "Astrid",
  dateOfBirth: "1961-04-03",
  sex: "female",
  notes: "Tante mit Melanom.",
} as const;

/** Adds the photos; two show a lesion of a patient and carry a diagnosis and histology. */
export async function fillClinic(clinic: Clinic, files: string[]): Promise<FilledClinic> {
  await visionReady(clinic);
  await choosePhotos(clinic, files);
  await clinic.window.getByTestId("intake-result").waitFor();
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  await clinic.ask("patients.create", {
    ...PATIENT,
    number: "",
    familyName: "Ünal",
    givenName: "Cem",
  });
  const { id: lesionId } = await clinic.ask("lesions.create", {
    patientId,
    label: "",
    site: "upper-back",
    position: { view: "back", x: 0.58, y: 0.26 },
  });
  const filter = { levels: [], unassigned: false, today: false };
  const { photos } = await clinic.ask("photos.list", { filter, limit: 2, offset: 0 });
  for (const { id: photoId } of photos) {
    await clinic.ask("photos.assign", { photoId, patientId });
    await clinic.ask("photos.assignLesion", { photoId, lesionId });
    const diagnosis = "bcc";
    const finding = { confidence: "high", nextStep: "excision", note: "" } as const;
    await clinic.ask("outcomes.record", { photoId, diagnosis, ...finding });
  }
  const [photo] = photos;
  if (photo) {
    const report = { diagnosis: "mel", date: "2026-02-03", note: "" } as const;
    await clinic.ask("outcomes.recordHistology", { photoId: photo.id, ...report });
  }
  return { patientId, lesionId };
}
