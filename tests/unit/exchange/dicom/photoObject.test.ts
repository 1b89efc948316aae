import { describe, expect, it } from "vitest";
import { jpegFrame } from "../../../../electron/exchange/dicom/jpegFrame";
import { photoObject } from "../../../../electron/exchange/dicom/photoObject";
import { dcmjs } from "../../../../electron/exchange/dicom/quietDcmjs";
import { photoForArchive, smallJpeg } from "../../../fixtures/dicomPhotos";

function read(file: Uint8Array) {
  const { meta, dict } = dcmjs.data.DicomMessage.readFile(new Uint8Array(file).buffer, {
    noCopy: false,
    ignoreErrors: false,
  });
  return {
    syntax: meta["00020010"]?.Value?.[0],
    value: (tag: string) => dict[tag]?.Value?.[0],
  };
}

const nameOf = (familyName: string, givenName: string): unknown => {
  const patient = { number: "1", familyName, givenName, dateOfBirth: null, sex: "other" } as const;
  return read(photoObject(photoForArchive({ patient }))).value("00100010");
};

describe("a photo as a DICOM object", () => {
  it("says whose it is, of when, and by what it is known", () => {
    const photo = photoForArchive();
    const { value } = read(photoObject(photo));
    expect(value("00080016")).toBe("1.2.840.10008.5.1.4.1.1.77.1.7");
    expect(value("00080018")).toBe(photo.uids.instance);
    expect(value("0020000D")).toBe(photo.uids.study);
    expect(value("00100020")).toBe("2026-0117");
    expect(value("00100030")).toBe("19610403");
    expect(value("00100040")).toBe("F");
    expect(value("00080020")).toBe("20261120");
    expect(value("00080080")).toBe("Dermatology Northside");
    const taken = photo.takenAt ?? new Date(0);
    expect(String(value("0008002A")).slice(0, 4)).toBe("2026");
    expect(String(value("0008002A")).slice(10, 14)).toBe(`${String(taken.getMinutes())}15`);
    expect(value("00082218")).toMatchObject({ "00080100": { Value: ["45981001"] } });
  });

  it("is of another class, and another object, where it was taken without a dermatoscope", () => {
    const photo = photoForArchive({ kind: "clinical" });
    const { value } = read(photoObject(photo));
    expect(value("00080016")).toBe("1.2.840.10008.5.1.4.1.1.77.1.4");
    expect(value("00080060")).toBe("XC");
    expect(photo.uids.instance).not.toBe(photoForArchive().uids.instance);
  });

  it("keeps a JPEG as it is, and says that it is lossy", async () => {
    const bytes = await smallJpeg();
    const shape = jpegFrame(bytes);
    if (!shape) throw new Error("a baseline JPEG was not taken for one");
    const frame = { kind: "jpeg", bytes, ...shape } as const;
    const { syntax, value } = read(photoObject(photoForArchive({ frame })));
    const data = new Uint8Array(value("7FE00010") as ArrayBuffer);
    expect(syntax).toBe("1.2.840.10008.1.2.4.50");
    expect(Buffer.from(data.subarray(0, bytes.length)).equals(bytes)).toBe(true);
    expect(data.length - bytes.length).toBe(bytes.length % 2);
    expect([value("00280011"), value("00280010")]).toEqual([40, 30]);
    expect(value("00282110")).toBe("01");
  });

  it("keeps every letter of a name, and what would separate its parts out of it", () => {
    expect(nameOf("Müller-Lüdenscheidt", "Änne")).toMatchObject({
      Alphabetic: "Müller-Lüdenscheidt^Änne",
    });
    expect(nameOf("כהן", "רחל")).toMatchObject({ Alphabetic: "כהן^רחל" });
    expect(nameOf("A^B\\C=D\nE", "")).toMatchObject({ Alphabetic: "A B C D E" });
  });

  it("keeps within the 64 characters of a name", () => {
    expect(nameOf("x".repeat(60), "Maximiliane")).toMatchObject({
      Alphabetic: `${"x".repeat(60)}^Max`,
    });
  });

  it("leaves empty what nobody knows", () => {
    const photo = photoForArchive({ patient: null, lesion: null, takenAt: null });
    const { value } = read(photoObject(photo));
    expect(value("00100030")).toBe("");
    expect(value("0008002A")).toBeUndefined();
    expect(value("00100020")).toBe(photo.uids.instance);
    expect(value("00082218")).toMatchObject({ "00080100": { Value: ["39937001"] } });
  });
});
