import { describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import { createSharedPictures } from "../../../../electron/training/retrain/sharedPictures";

/** Red grows to the right. */
function picture(width: number, height: number) {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) =>
    at % 3 === 0 ? Math.floor((255 * (Math.floor(at / 3) % width)) / (width - 1)) : 40,
  );
  return { pixels, width, height };
}

describe("pictures that training keeps in memory", () => {
  it("are no larger than views of them need, and shared with the threads that show them", () => {
    const pictures = createSharedPictures(32, 1e6);
    pictures.keep("large", picture(480, 240));
    pictures.keep("small", picture(60, 40));
    // Half as much again as a view, so that crops have pixels to show.
    expect(pictures.get("large")).toMatchObject({ width: 96, height: 48 });
    expect(pictures.get("small")).toMatchObject({ width: 60, height: 40 });
    expect(pictures.get("small").pixels).toEqual(picture(60, 40).pixels);
    for (const { pixels } of pictures.all.values()) {
      expect(pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
    }
    const { pixels } = pictures.get("large");
    expect(pixels[0]).toBeLessThan(8);
    expect(pixels[95 * 3]).toBeGreaterThan(247);
  });

  it("are refused before they would take more than they may", () => {
    const pictures = createSharedPictures(32, 10_000);
    pictures.keep("one", picture(60, 40));
    const keep = () => {
      pictures.keep("another", picture(60, 40));
    };
    let failure: unknown = null;
    try {
      keep();
    } catch (error) {
      failure = failureOf(error);
    }
    expect(failure).toEqual({ code: "training.memory", details: {} });
    expect(() => pictures.get("another")).toThrow("There is no picture another");
  });
});
