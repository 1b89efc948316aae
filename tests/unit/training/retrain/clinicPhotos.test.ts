import { describe, expect, it } from "vitest";
import { failureOf, LentigoError } from "../../../../electron/contract/errors";
import { checkPlan, readClinicPhotos } from "../../../../electron/training/retrain/clinicPhotos";
import type { PlannedPhoto, RetrainPlan } from "../../../../electron/training/retrain/plan";
import type { Surroundings } from "../../../../electron/training/retrain/surroundings";
import { createKernels } from "../../../../electron/vision/network/kernels";
import { openTensorFlow } from "../../../../electron/vision/network/tensorflow";
import { sharp } from "../../../../electron/vision/sharpRuntime";

const planned = (count: number): PlannedPhoto[] =>
  Array.from({ length: count }, (_, index) => ({
    label: index % 7,
    group: `patient ${String(index)}`,
    part: index % 4 === 3 ? "holdout" : "train",
  }));

function planOf(photos: readonly PlannedPhoto[]): RetrainPlan {
  return {
    ...{ recipe: "quick", model: "", out: "", version: "clinic-1", created: "", seed: 1 },
    ...{ checkpoints: "", featureKey: null, resume: false, photos },
  };
}

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return failureOf(error)?.code;
  }
};

describe("a plan", () => {
  it("is refused where a patient is on both sides", () => {
    const photos = planned(40);
    expect(
      codeOf(() => {
        checkPlan({ photos, recipe: "quick" });
      }),
    ).toBeUndefined();
    const shared = photos.map((photo, index) =>
      index === 3 ? { ...photo, group: "patient 4" } : photo,
    );
    expect(
      codeOf(() => {
        checkPlan({ photos: shared, recipe: "quick" });
      }),
    ).toBe("training.overlap");
  });

  it.each([
    ["too few photos", planned(16)],
    ["nothing to judge by", planned(40).map((photo) => ({ ...photo, part: "train" as const }))],
    ["one diagnosis", planned(40).map((photo) => ({ ...photo, label: 5 }))],
    [
      "one patient to learn from",
      planned(40).map((photo) => (photo.part === "train" ? { ...photo, group: "one" } : photo)),
    ],
  ])("is refused where there is %s", (_, photos) => {
    expect(
      codeOf(() => {
        checkPlan({ photos, recipe: "quick" });
      }),
    ).toBe("training.too-few");
  });

  it("is refused where a photo has a diagnosis that there is not", () => {
    const photos = planned(40).map((photo, index) =>
      index === 9 ? { ...photo, label: 7 } : photo,
    );
    expect(() => {
      checkPlan({ photos, recipe: "quick" });
    }).toThrow("no diagnosis");
  });
});

describe("reading a plan's photos", () => {
  const surroundings = (read: Surroundings["read"], signal = new AbortController().signal) => ({
    kernels: createKernels(openTensorFlow()),
    read,
    signal,
    workerFile: "",
    freeMemory: () => Infinity,
    pause: () => null,
    onProgress: () => undefined,
    report: () => undefined,
  });
  const coloured = async (index: number): Promise<Uint8Array> => {
    const background = { r: index, g: 0, b: 0 };
    const create = { width: 40, height: 30, channels: 3 as const, background };
    return new Uint8Array(await sharp({ create }).png().toBuffer());
  };

  it("leaves out what cannot be read, and names the data by what could", async () => {
    const photos = planned(40);
    const read = async (bad: number) => {
      const seen: number[] = [];
      const result = await readClinicPhotos(
        planOf(photos),
        surroundings((index) =>
          index === bad ? Promise.reject(new LentigoError("photo.damaged")) : coloured(index),
        ),
        (batch, pictures) => {
          batch.forEach(({ index }, place) => {
            seen.push(index);
            expect(pictures[place]?.pixels[0]).toBe(index);
          });
          return Promise.resolve();
        },
        () => undefined,
      );
      return { ...result, seen };
    };
    const [whole, again, without] = [await read(-1), await read(-1), await read(7)];
    expect(whole.seen).toEqual([...photos.keys()]);
    expect(whole.unreadable).toEqual([]);
    expect(without.unreadable).toEqual([7]);
    expect(without.seen).not.toContain(7);
    expect(again.fingerprint).toBe(whole.fingerprint);
    expect(without.fingerprint).not.toBe(whole.fingerprint);
  });

  it("ends where one picture is learned from under one name and judges under another", async () => {
    const photos = planned(40);
    const sameAs = (twin: number) =>
      readClinicPhotos(
        planOf(photos),
        surroundings((index) => coloured(index === 3 ? twin : index)),
        () => Promise.resolve(),
        () => undefined,
      );
    expect((await sameAs(7)).photos).toHaveLength(40); // both are held out
    await expect(sameAs(4)).rejects.toMatchObject({ code: "training.overlap" });
  });

  it("ends when it is cancelled, and for what is not one photo's fault", async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    const take = () => Promise.resolve();
    const stopped = readClinicPhotos(
      planOf(planned(40)),
      surroundings(coloured, cancelled.signal),
      take,
      () => undefined,
    );
    expect(await stopped.catch((error: unknown) => failureOf(error)?.code)).toBe(
      "training.cancelled",
    );
    const locked = readClinicPhotos(
      planOf(planned(40)),
      surroundings(() => Promise.reject(new LentigoError("session.locked"))),
      take,
      () => undefined,
    );
    expect(await locked.catch((error: unknown) => failureOf(error)?.code)).toBe("session.locked");
  });

  it("does not decode what is known, and counts it all the same", async () => {
    const photos = planned(40);
    const given: number[] = [];
    const whole = await readClinicPhotos(
      planOf(photos),
      surroundings(coloured),
      (batch) => {
        given.push(...batch.map(({ index }) => index));
        return Promise.resolve();
      },
      () => undefined,
      ({ index, sha256 }) => index < 30 && sha256.length === 64,
    );
    expect(given).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
    expect(whole.photos).toHaveLength(40);
  });
});
