import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import type { PatientId } from "../../../electron/contract/shapes";
import type { AuditAction } from "../../../electron/domain/audit";
import { mergeHandlers } from "../../../electron/ipc/merges";
import { photoHandlers } from "../../../electron/ipc/photos";
import { unguarded } from "../../../electron/store/keyFile";
import { openStore } from "../../../electron/store/open";
import type { VisionClient } from "../../../electron/vision/client";
import { createArchive } from "../../../electron/workflows/archive";
import { uidsOf } from "../../../electron/workflows/photoObjects";
import { createRecordedChange } from "../../../electron/workflows/recordedChange";
import { createSimilarCases } from "../../../electron/workflows/similarCases";
import { newPatient, newPhoto } from "../../fixtures/records";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-11-21T08:00:00Z");

const idle = (): Promise<never> => Promise.reject(new Error("nothing is to be analysed here"));
const noVision: VisionClient = {
  status: { state: "starting" },
  ...{ ask: idle, use: idle, refuse: idle },
  restart: () => undefined,
  stop: () => undefined,
};

/** A clinic with a photo of the patient `wrong` that has been sent. */
function clinicWithSentPhoto() {
  const store = openStore({ folder: join(temporaryFolder(), "clinic"), guards: [unguarded] });
  onTestFinished(() => {
    store.close();
  });
  const actor = { id: null, name: "Dr. Ines Albrecht", role: "clinician" } as const;
  const now = (): Date => at;
  const recorded = createRecordedChange({ store, actor, now });
  const archive = createArchive({
    ...{ store, actor, recorded, now },
    objects: () => Promise.reject(new Error("nothing is to be sent here")),
    during: async (work) => work(),
    ending: new AbortController().signal,
    onChange: () => undefined,
    report: String,
  });
  const told = new Set<string>();
  const options = {
    ...{ store, actor, now, recorded, archive },
    vision: noVision,
    similarCases: createSimilarCases(store),
    changed: (nouns: string[]) => {
      for (const noun of nouns) told.add(noun);
    },
  };
  const wrong = store.patients.create(newPatient({ number: "1" }), at);
  const right = store.patients.create(newPatient({ number: "2" }), at);
  const photoId = store.photos.add(newPhoto("a", wrong), at);
  store.archiveQueue.add(photoId, at);
  const { sequence } = store.archiveQueue.due(at) ?? { sequence: NaN };
  store.archiveQueue.begin(sequence);
  store.archiveQueue.end(sequence, { state: "sent" }, at);
  const { study, instance } = uidsOf(store, store.photos.get(photoId), "dermoscopy");
  return {
    ...{ store, archive, told, photoId, wrong, right, sent: { study, instance } },
    assign: (patientId: PatientId | null) =>
      photoHandlers(options)["photos.assign"]({ photoId, patientId }),
    merge: (patientId: PatientId, otherId: PatientId) =>
      mergeHandlers(options)["patients.merge"]({
        ...{ patientId, otherId, values: newPatient({ number: "2" }) },
      }),
    log: (action: AuditAction = "archive.misfiled") =>
      store.audit
        .list({ ...NO_AUDIT_FILTER, action }, 10, 0)
        .entries.map(({ subject, details }) => ({ subject, details })),
  };
}

describe("a photo that went to the archive under the wrong patient", () => {
  it("goes anew for the one to whom it is assigned, and both queue and log tell what is wrong there", () => {
    const { archive, store, told, photoId, right, sent, assign, log } = clinicWithSentPhoto();
    void assign(right);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0, refused: 0 },
      entries: [{ state: "waiting", attempts: 0 }],
      misfiled: { count: 1, entries: [{ photo: { id: photoId }, ...sent }] },
    });
    expect(log()).toEqual([{ subject: photoId, details: sent }]);
    expect(store.audit.verify()).toMatchObject({ intact: true });
    expect(told).toContain("archive");
  });

  it("goes anew for the one whose record stays, where two are merged", () => {
    const { archive, photoId, wrong, right, sent, merge, log } = clinicWithSentPhoto();
    void merge(right, wrong);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0 },
      misfiled: { count: 1 },
    });
    expect(log()).toEqual([{ subject: photoId, details: sent }]);
  });

  it("is there already for the one whose record stays, where the other is merged into it", () => {
    const { archive, wrong, right, merge, log } = clinicWithSentPhoto();
    void merge(wrong, right);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 0, sent: 1 },
      misfiled: { count: 0 },
    });
    expect(log()).toEqual([]);
  });

  it("does not go before the assignment can be undone no longer; undone, the archive is asked", () => {
    const { archive, store, photoId, wrong, right, assign } = clinicWithSentPhoto();
    void assign(right);
    expect(store.archiveQueue.due(new Date(at.getTime() + 15_000))).toBeNull();
    void assign(wrong);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0 },
      misfiled: { count: 0 },
    });
    expect(store.archiveQueue.ofPhoto(photoId)).toMatchObject([{ inDoubt: true }]);
  });

  it("goes on its way also where it was nobody's for a while", () => {
    const { archive, right, assign } = clinicWithSentPhoto();
    void assign(null);
    void assign(right);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0 },
      misfiled: { count: 1 },
    });
  });

  it("is asked for where it comes back to whose it was, though it was taken off meanwhile", () => {
    const { archive, store, photoId, wrong, assign } = clinicWithSentPhoto();
    void assign(null);
    archive.remove(archive.queue().entries[0]?.sequence ?? NaN);
    void assign(wrong);
    expect(archive.queue()).toMatchObject({ counts: { waiting: 1 }, misfiled: { count: 0 } });
    expect(store.archiveQueue.ofPhoto(photoId)).toMatchObject([{ inDoubt: true }]);
  });

  it("is told of though it is deleted here, until somebody takes it off the list", () => {
    const { archive, store, photoId, right, sent, assign, log } = clinicWithSentPhoto();
    void assign(right);
    store.photos.remove(photoId);
    const { misfiled, entries } = archive.queue();
    expect(entries).toEqual([]);
    expect(misfiled).toMatchObject({ count: 1, entries: [{ photo: null, ...sent }] });
    archive.forgetMisfiled(misfiled.entries[0]?.sequence ?? NaN);
    expect(archive.queue().misfiled).toEqual({ count: 0, entries: [] });
    expect(log("archive.cleared")).toEqual([{ subject: null, details: sent }]);
  });

  it("is told by what it was sent as, also where the clinic goes on in another time zone", () => {
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    vi.stubEnv("TZ", "Asia/Tokyo");
    const { archive, store, photoId, wrong, right, sent, assign, log } = clinicWithSentPhoto();
    vi.stubEnv("TZ", "Pacific/Honolulu");
    expect(at.getDate()).toBe(20);
    void assign(wrong);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 0, sent: 1 },
      misfiled: { count: 0 },
    });
    void assign(right);
    expect(log()).toEqual([{ subject: photoId, details: sent }]);
    void assign(wrong);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 1, sent: 0 },
      misfiled: { count: 0 },
    });
    expect(uidsOf(store, store.photos.get(photoId), "dermoscopy")).toMatchObject(sent);
  });

  it("stays where it is where nothing changes", () => {
    const { archive, wrong, assign, log } = clinicWithSentPhoto();
    void assign(wrong);
    expect(archive.queue()).toMatchObject({
      counts: { waiting: 0, sent: 1 },
      misfiled: { count: 0 },
    });
    expect(log()).toEqual([]);
  });
});
