import { describe, expect, it } from "vitest";
import { failureOf } from "../../../../electron/contract/errors";
import { isDicom } from "../../../../electron/exchange/dicom/isDicom";
import { jpegFrame } from "../../../../electron/exchange/dicom/jpegFrame";
import { photoObject } from "../../../../electron/exchange/dicom/photoObject";
import { readDicomPhoto } from "../../../../electron/exchange/dicom/readPhoto";
import { photoForArchive, smallJpeg } from "../../../fixtures/dicomPhotos";
import { dicomFiles } from "../../../fuzz/dicomFiles";

const REFUSALS = ["dicom.damaged", "dicom.encoding", "dicom.not-a-photo"];

const codeOf = (bytes: Uint8Array): string | null => {
  try {
    readDicomPhoto(bytes);
    return null;
  } catch (error) {
    return failureOf(error)?.code ?? "another error";
  }
};

/** The file with one text in its place, of the same length. */
function replaced(file: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(file).toString("latin1");
  expect(text).toContain(from);
  return Buffer.from(text.replace(from, to), "latin1");
}

/** The file with another number in an element of two bytes. */
function withNumber(file: Uint8Array, tag: readonly number[], value: number): Uint8Array {
  const changed = Buffer.from(file);
  const at = changed.indexOf(Buffer.from([...tag, 0x55, 0x53, 2, 0]));
  expect(at).toBeGreaterThan(0);
  changed.writeUInt16LE(value, at + 8);
  return changed;
}

async function jpegObject(): Promise<{ jpeg: Uint8Array; file: Uint8Array }> {
  const jpeg = await smallJpeg();
  const shape = jpegFrame(jpeg);
  if (!shape) throw new Error("a baseline JPEG was not taken for one");
  const frame = { kind: "jpeg", bytes: jpeg, ...shape } as const;
  return { jpeg, file: photoObject(photoForArchive({ frame })) };
}

describe("a photo out of a DICOM file", () => {
  it("is the very JPEG that was put in", async () => {
    const { jpeg, file } = await jpegObject();
    const { frame, ...photo } = readDicomPhoto(file);
    expect(frame.kind === "jpeg" && Buffer.from(frame.bytes).equals(jpeg)).toBe(true);
    expect(photo).toEqual({
      patientNumber: "2026-0117",
      dateOfBirth: "1961-04-03",
      takenAt: new Date("2026-11-20T09:30:15Z"),
    });
  });

  it("is the very pixels, also from planes of colour", () => {
    const photo = photoForArchive();
    const file = photoObject(photo);
    const pixels = photo.frame.kind === "rgb" ? photo.frame.pixels : null;
    expect(readDicomPhoto(file).frame).toMatchObject({ kind: "rgb", width: 2, height: 2 });
    expect([...rgbOf(file)]).toEqual([...(pixels ?? [])]);
    const planes = withNumber(file, [0x28, 0, 6, 0], 1);
    expect([...rgbOf(planes)].slice(0, 3)).toEqual([0, 80, 160]);
  });

  it("is not sought in other files", () => {
    expect(isDicom(photoObject(photoForArchive()))).toBe(true);
    expect(isDicom(new Uint8Array(200))).toBe(false);
    expect(isDicom(new Uint8Array())).toBe(false);
  });

  it("is refused where it is packed in another way, before anything is unpacked", () => {
    const file = photoObject(photoForArchive());
    expect(codeOf(replaced(file, "1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.1.99"))).toBe(
      "dicom.encoding",
    );
    expect(codeOf(replaced(file, "1.2.840.10008.1.2.1\0", "1.2.840.10008.1.2.5\0"))).toBe(
      "dicom.encoding",
    );
  });

  it("is refused where it is no single colour photo", () => {
    const file = photoObject(photoForArchive());
    expect(codeOf(withNumber(file, [0x28, 0, 2, 0], 1))).toBe("dicom.not-a-photo");
    expect(codeOf(withNumber(file, [0x28, 0, 0, 1], 16))).toBe("dicom.not-a-photo");
    expect(codeOf(replaced(file, "RGB ", "LAB "))).toBe("dicom.not-a-photo");
  });

  it("is refused where the pixels it speaks of are not there", () => {
    const file = photoObject(photoForArchive());
    expect(codeOf(withNumber(file, [0x28, 0, 0x11, 0], 60_000))).toBe("dicom.damaged");
  });

  it("is refused wherever the file was cut off", () => {
    const file = photoObject(photoForArchive());
    for (let length = 132; length < file.length; length += 7) {
      expect(REFUSALS).toContain(codeOf(file.slice(0, length)));
    }
  });

  it("does not come to harm by bytes that are wrong", () => {
    const file = photoObject(photoForArchive());
    for (let at = 132; at < file.length; at += 7) {
      const wrong = file.slice();
      wrong[at] = 0xff;
      expect([null, ...REFUSALS]).toContain(codeOf(wrong));
    }
  });
});

describe("a DICOM file that a stranger made", () => {
  it("is read, or refused, however it is encoded and whatever it was made for", async () => {
    const { fixed } = await dicomFiles();
    const codes = fixed.map(({ name, bytes }) => [name, codeOf(bytes)]);
    expect(Object.fromEntries(codes)).toEqual({
      "jpeg.dcm": null,
      "rgb.dcm": null,
      "explicit.dcm": null,
      "implicit.dcm": null,
      "fragments.dcm": null,
      "sequences.dcm": null,
      // The offsets are not needed for a single photo: the fragment is joined once.
      "frames-again-and-again.dcm": null,
      "encoded-twice.dcm": "dicom.encoding",
      "deep-sequences.dcm": "dicom.damaged",
      "blanks.dcm": null,
      "numbers.dcm": null,
      "elements.dcm": "dicom.damaged",
      "no-end.dcm": "dicom.damaged",
    });
  });

  it("says the same whichever way its values are encoded", async () => {
    const { fixed } = await dicomFiles();
    const told = ["explicit.dcm", "implicit.dcm", "sequences.dcm"].map((name) => {
      const file = fixed.find((each) => each.name === name);
      if (!file) throw new Error(`no ${name}`);
      return readDicomPhoto(file.bytes);
    });
    for (const photo of told) {
      expect(photo).toMatchObject({ patientNumber: "2026-0117", dateOfBirth: "1961-04-03" });
      expect(photo.frame).toMatchObject({ kind: "rgb", width: 8, height: 6 });
    }
  });

  it("was taken at its own time of day, where it says how far from UTC that is", () => {
    const photo = photoForArchive({ takenAt: null });
    const onThisClock = readDicomPhoto(photoObject(photo)).takenAt;
    expect(onThisClock).toEqual(photo.addedAt);
    const wallTime = photo.addedAt.getTime() - photo.addedAt.getTimezoneOffset() * 60_000;
    const takenAt = (offset: string) =>
      readDicomPhoto(withOffset(photoObject(photo), offset)).takenAt;
    expect(takenAt("+0530")).toEqual(new Date(wallTime - 330 * 60_000));
    expect(takenAt("-0800")).toEqual(new Date(wallTime + 480 * 60_000));
    for (const wrong of ["", "Z", "+9900", "+01"]) expect(takenAt(wrong)).toEqual(onThisClock);
  });

  it("was taken at the moment that it names, whatever the offset of the file", () => {
    const photo = photoForArchive();
    expect(readDicomPhoto(withOffset(photoObject(photo), "+0530")).takenAt).toEqual(photo.takenAt);
  });

  it("has its patient's number read in the character set that it names", () => {
    const file = photoObject(photoForArchive());
    const number = "2026-0117";
    const inUtf8 = Buffer.from("Ωmega-17", "utf8");
    const changed = Buffer.from(file);
    const at = changed.indexOf(number);
    changed.set(inUtf8, at);
    expect(inUtf8).toHaveLength(number.length);
    expect(readDicomPhoto(changed).patientNumber).toBe("Ωmega-17");
  });
});

/** The file with a Timezone Offset From UTC (0008,0201) before its first element. */
function withOffset(file: Uint8Array, offset: string): Uint8Array {
  const at = Buffer.from(file).indexOf(Buffer.from([8, 0, 5, 0, 0x43, 0x53]));
  expect(at).toBeGreaterThan(0);
  const value = Buffer.from(offset.length % 2 === 0 ? offset : `${offset} `);
  const head = Buffer.from([8, 0, 1, 2, 0x53, 0x48, value.length, 0]);
  return Buffer.concat([file.subarray(0, at), head, value, file.subarray(at)]);
}

function rgbOf(file: Uint8Array): Uint8Array {
  const { frame } = readDicomPhoto(file);
  if (frame.kind !== "rgb") throw new Error("not pixels");
  return frame.pixels;
}
