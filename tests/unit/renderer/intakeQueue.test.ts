import { describe, expect, it } from "vitest";
import { MAX_PHOTO_BYTES } from "../../../electron/contract/requests";
import {
  LesionId,
  PatientId,
  PhotoId,
  type IntakeOutcome,
} from "../../../electron/contract/shapes";
import { RequestFailure } from "../../../renderer/api/failure";
import {
  createIntakeQueue,
  type IntakeQueue,
  type PhotoToSend,
  type WaitingFile,
} from "../../../renderer/features/intake/intakeQueue";
import { somePhoto } from "../../fixtures/records";

const photo = {
  id: PhotoId.parse("5f0c3f3e-3f43-4c6f-9d53-0a3f1d2b4c5d"),
  name: "a.jpg",
  width: 1,
  height: 1,
  takenAt: null,
  addedAt: "2026-11-21T08:00:00.000Z",
  patient: null,
  lesion: null,
  analysis: null,
  outcome: null,
};
const analysed: IntakeOutcome = { outcome: "analysed", photo };

function file(name: string, change: Partial<WaitingFile> = {}): WaitingFile {
  return {
    name,
    size: 1,
    patientId: null,
    read: () => Promise.resolve(new Uint8Array(1)),
    ...change,
  };
}

const files = (count: number): WaitingFile[] =>
  Array.from({ length: count }, (_, index) => file(`${index}.jpg`));

/** Sends that end only when told to, in the order in which they began. */
function heldSends() {
  const begun: { photo: PhotoToSend; end: (outcome?: IntakeOutcome) => void }[] = [];
  const send = (sent: PhotoToSend): Promise<IntakeOutcome> =>
    new Promise((resolve) => {
      begun.push({
        photo: sent,
        end: (outcome = analysed) => {
          resolve(outcome);
        },
      });
    });
  return { send, begun };
}

function ended(queue: IntakeQueue): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = queue.subscribe(() => {
      if (queue.state().running) return;
      unsubscribe();
      resolve();
    });
  });
}

const settle = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

describe("the intake queue", () => {
  it("passes on which lesion a photo shows and when it was taken, where that is known", async () => {
    const { send, begun } = heldSends();
    const queue = createIntakeQueue(send);
    const lesionId = LesionId.parse("7d0c3f3e-3f43-4c6f-9d53-0a3f1d2b4c5d");
    const takenAt = "2026-11-21T13:05:33.000Z";
    queue.add([file("camera.jpg", { lesionId, takenAt }), file("dropped.jpg")]);
    await settle();
    expect(begun.map(({ photo: sent }) => [sent.name, sent.lesionId, sent.takenAt])).toEqual([
      ["camera.jpg", lesionId, takenAt],
      ["dropped.jpg", null, null],
    ]);
  });

  it("has at most three photos under way and starts the next as one ends", async () => {
    const { send, begun } = heldSends();
    const queue = createIntakeQueue(send);
    queue.add(files(5));
    await settle();
    expect(begun).toHaveLength(3);
    begun[0]?.end();
    await settle();
    expect(begun).toHaveLength(4);
    expect(queue.state()).toMatchObject({ running: true, done: 1, total: 5 });
  });

  it("refuses a file that is too large without reading it", async () => {
    let wasRead = false;
    const queue = createIntakeQueue(() => Promise.resolve(analysed));
    const end = ended(queue);
    const read = (): Promise<Uint8Array<ArrayBuffer>> => {
      wasRead = true;
      return Promise.resolve(new Uint8Array(1));
    };
    queue.add([file("huge.tif", { size: MAX_PHOTO_BYTES + 1, read })]);
    await end;
    expect(wasRead).toBe(false);
    expect(queue.state().refused).toMatchObject([
      { name: "huge.tif", failure: { code: "photo.too-large" } },
    ]);
  });

  it("goes on after a refusal and keeps each reason", async () => {
    const queue = createIntakeQueue(({ name }) =>
      name === "notes.txt"
        ? Promise.reject(new RequestFailure({ code: "photo.not-an-image", details: {} }))
        : Promise.resolve(analysed),
    );
    const end = ended(queue);
    const gone = file("gone.jpg", { read: () => Promise.reject(new Error("NotFoundError")) });
    queue.add([file("notes.txt"), gone, file("good.jpg")]);
    await end;
    expect(queue.state()).toMatchObject({ done: 3, added: 1 });
    const reasons = queue.state().refused.map(({ name, failure }) => [name, failure.code]);
    expect(Object.fromEntries(reasons)).toEqual({
      "notes.txt": "photo.not-an-image",
      "gone.jpg": "photo.unreadable",
    });
  });

  it("names the photo that was here before", async () => {
    const queue = createIntakeQueue(() => Promise.resolve({ outcome: "duplicate", photo }));
    const end = ended(queue);
    queue.add([file("again.jpg")]);
    await end;
    expect(queue.state()).toMatchObject({
      added: 0,
      duplicates: [{ name: "again.jpg", photoId: photo.id }],
    });
  });

  it("counts photos that found their patient by their name", async () => {
    const stray = somePhoto({ number: 1 });
    const patient = {
      id: PatientId.parse("00000000-0000-4000-8000-000000000009"),
      number: "7",
      familyName: "Lindqvist",
      givenName: "Astrid",
      dateOfBirth: null,
    };
    const queue = createIntakeQueue(({ name }) =>
      Promise.resolve({
        outcome: "analysed",
        photo: name === "stray.jpg" ? stray : { ...stray, patient },
      }),
    );
    const end = ended(queue);
    queue.add([file("7_a.jpg"), file("stray.jpg"), file("chosen.jpg", { patientId: patient.id })]);
    await end;
    expect(queue.state()).toMatchObject({ added: 3, matched: 1 });
  });

  it("keeps what waits while the clinic is locked, and goes on afterwards", async () => {
    let isLocked = true;
    const sent: string[] = [];
    const queue = createIntakeQueue(({ name }) => {
      if (isLocked) {
        return Promise.reject(new RequestFailure({ code: "session.locked", details: {} }));
      }
      sent.push(name);
      return Promise.resolve(analysed);
    }, 2);
    const end = ended(queue);
    const batch = files(5);
    queue.add(batch);
    await settle();
    expect(queue.state()).toMatchObject({ running: true, done: 0, total: 5, refused: [] });
    isLocked = false;
    queue.resume();
    await end;
    expect(queue.state()).toMatchObject({ running: false, done: 5, added: 5, refused: [] });
    expect(sent.sort()).toEqual(batch.map(({ name }) => name).sort());
  });

  it("sends nothing while it is held", async () => {
    const sent: string[] = [];
    const queue = createIntakeQueue(({ name }) => {
      sent.push(name);
      return Promise.resolve(analysed);
    });
    queue.hold();
    queue.add(files(2));
    await settle();
    expect(sent).toEqual([]);
    const end = ended(queue);
    queue.resume();
    await end;
    expect(sent).toHaveLength(2);
  });

  it("gives up what waits when it is cancelled, and finishes what is under way", async () => {
    const { send, begun } = heldSends();
    const queue = createIntakeQueue(send, 2);
    queue.add(files(10));
    await settle();
    queue.cancel();
    expect(queue.state()).toMatchObject({ running: true, cancelled: 8, total: 2 });
    const end = ended(queue);
    for (const { end: endSend } of begun) endSend();
    await end;
    expect(begun).toHaveLength(2);
    expect(queue.state()).toMatchObject({ running: false, done: 2, added: 2, cancelled: 8 });
  });

  it("counts files added meanwhile to the same batch, and later ones to a new one", async () => {
    const { send, begun } = heldSends();
    const queue = createIntakeQueue(send, 1);
    queue.add(files(1));
    queue.add(files(1));
    expect(queue.state().total).toBe(2);
    const end = ended(queue);
    await settle();
    begun[0]?.end();
    await settle();
    begun[1]?.end();
    await end;
    queue.add(files(1));
    expect(queue.state()).toMatchObject({ total: 1, done: 0, added: 0 });
  });

  it("keeps refused files over batches until they are dismissed", async () => {
    const queue = createIntakeQueue(() =>
      Promise.reject(new RequestFailure({ code: "photo.empty", details: {} })),
    );
    for (const name of ["a.jpg", "b.jpg"]) {
      const end = ended(queue);
      queue.add([file(name)]);
      await end;
    }
    expect(queue.state().refused.map(({ name }) => name)).toEqual(["a.jpg", "b.jpg"]);
    queue.dismissRefused();
    expect(queue.state().refused).toEqual([]);
  });
});
