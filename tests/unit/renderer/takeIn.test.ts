import { afterEach, describe, expect, it, vi } from "vitest";
import type { Envelope } from "../../../electron/contract/bridge";
import type { Failure } from "../../../electron/contract/errors";
import {
  LesionId,
  PatientId,
  type IntakeOutcome,
  type PhotoSummary,
} from "../../../electron/contract/shapes";
import type { PhotoToSend } from "../../../renderer/features/intake/intakeQueue";
import { createTakeIn } from "../../../renderer/features/intake/takeIn";
import { answer, answeringMain, refusal } from "../../fixtures/answeringMain";
import { somePhoto } from "../../fixtures/records";

const patientId = PatientId.parse("00000000-0000-4000-8000-000000000009");
const lesionId = LesionId.parse("00000000-0000-4000-8000-000000000007");
const patient = {
  id: patientId,
  number: "7",
  familyName: "Lindqvist",
  givenName: "Astrid",
  dateOfBirth: null,
};
const photo: PhotoSummary = { ...somePhoto({ number: 1 }), patient };
const sent: PhotoToSend = {
  name: "camera.jpg",
  bytes: new Uint8Array(1),
  patientId,
  lesionId,
  takenAt: "2026-11-21T13:05:33.000Z",
};

/** Takes in with a main that answers as given; tells what was asked and what a person was told. */
function takingIn(intake: IntakeOutcome[], assignments: Envelope<unknown>[]) {
  const assigned: unknown[] = [];
  const told: [string, string][] = [];
  answeringMain((channel, input) => {
    if (channel === "photos.intake") return Promise.resolve(answer(intake.shift()));
    assigned.push(input);
    return Promise.resolve(assignments.shift() ?? answer(null));
  });
  const takeIn = createTakeIn((name: string, { code }: Failure) => {
    told.push([name, code]);
  });
  return { takeIn, assigned, told };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("taking in a photo of a lesion", () => {
  it("says which lesion it shows", async () => {
    const { takeIn, assigned } = takingIn([{ outcome: "analysed", photo }], []);
    await takeIn(sent);
    expect(assigned).toEqual([{ photoId: photo.id, lesionId }]);
  });

  it("keeps the photo with its patient where somebody deleted the lesion", async () => {
    const { takeIn, told } = takingIn(
      [{ outcome: "analysed", photo }],
      [refusal("lesion.missing")],
    );
    expect(await takeIn(sent)).toMatchObject({ outcome: "analysed" });
    expect(told).toEqual([]);
  });

  it("tells where it could not be said", async () => {
    const { takeIn, told } = takingIn([{ outcome: "analysed", photo }], [refusal("store.full")]);
    expect(await takeIn(sent)).toMatchObject({ outcome: "analysed" });
    expect(told).toEqual([["camera.jpg", "store.full"]]);
  });

  it("says it after the lock that came between, and counts the photo as added", async () => {
    const { takeIn, assigned, told } = takingIn(
      [
        { outcome: "analysed", photo },
        { outcome: "duplicate", photo },
        { outcome: "duplicate", photo },
      ],
      [refusal("session.locked")],
    );
    await expect(takeIn(sent)).rejects.toMatchObject({ code: "session.locked" });
    expect(await takeIn(sent)).toMatchObject({ outcome: "analysed" });
    expect(assigned).toHaveLength(2);
    expect(told).toEqual([]);
    expect(await takeIn({ ...sent, lesionId: null })).toMatchObject({ outcome: "duplicate" });
  });

  it.each([
    ["another patient's", { patient: { ...patient, id: PatientId.parse(lesionId) } }],
    ["nobody's", { patient: null }],
    ["of another lesion", { lesion: { id: lesionId, number: 2, label: "", site: "scalp" } }],
  ] as const)("leaves a photo that was here before and is %s", async (_, known) => {
    const before = { ...photo, ...known } as PhotoSummary;
    const { takeIn, assigned } = takingIn([{ outcome: "duplicate", photo: before }], []);
    expect(await takeIn(sent)).toMatchObject({ outcome: "duplicate" });
    expect(assigned).toEqual([]);
  });
});
