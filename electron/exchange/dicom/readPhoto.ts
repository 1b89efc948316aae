import { LentigoError } from "../../contract/errors";
import { isCalendarDate } from "../../domain/patient";
import { dcmjs, type DicomElements } from "./quietDcmjs";
import { EXPLICIT_LITTLE_ENDIAN, JPEG_BASELINE } from "./transferSyntax";

/** A photo that another system handed on as DICOM. */
export interface DicomPhoto {
  readonly frame:
    | { readonly kind: "jpeg"; readonly bytes: Uint8Array }
    | {
        readonly kind: "rgb";
        /** RGB, 8 bits, interleaved, row-major. */
        readonly pixels: Uint8Array;
        readonly width: number;
        readonly height: number;
      };
  /** As the other system knows the patient; empty where it does not say. */
  readonly patientNumber: string;
  /** YYYY-MM-DD; null where it does not say. */
  readonly dateOfBirth: string | null;
  readonly takenAt: Date | null;
}

/**
 * Reads a single colour photo: as JPEG Baseline, or as RGB pixels of 8 bits. What it is encoded
 * with is read from the header before anything is unpacked.
 *
 * @throws LentigoError `dicom.damaged`, `dicom.encoding` or `dicom.not-a-photo`
 */
export function readDicomPhoto(bytes: Uint8Array): DicomPhoto {
  const encoding = transferSyntaxOf(bytes);
  if (!READABLE.includes(encoding)) throw new LentigoError("dicom.encoding", { encoding });
  const elements = elementsOf(bytes);
  return {
    frame: frameOf(elements, encoding),
    patientNumber: textOf(elements, TAGS.patientId),
    dateOfBirth: calendarDate(textOf(elements, TAGS.patientBirthDate)),
    takenAt: takenAt(elements),
  };
}

const IMPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2";
const JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
const READABLE: readonly string[] = [
  IMPLICIT_LITTLE_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  JPEG_BASELINE,
  JPEG_EXTENDED,
];

const TAGS = {
  acquisitionDateTime: "0008002A",
  acquisitionDate: "00080022",
  acquisitionTime: "00080032",
  contentDate: "00080023",
  contentTime: "00080033",
  studyDate: "00080020",
  studyTime: "00080030",
  patientId: "00100020",
  patientBirthDate: "00100030",
  samplesPerPixel: "00280002",
  photometricInterpretation: "00280004",
  planarConfiguration: "00280006",
  numberOfFrames: "00280008",
  rows: "00280010",
  columns: "00280011",
  bitsAllocated: "00280100",
  pixelData: "7FE00010",
} as const;

type Tag = (typeof TAGS)[keyof typeof TAGS];

/** Values whose length takes four bytes, in the header (PS3.5 7.1.2). */
const LONG_VALUES = ["OB", "UN"];

/**
 * The transfer syntax that the file's header names (PS3.10 7.1).
 *
 * @throws LentigoError `dicom.damaged`
 */
function transferSyntaxOf(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 132;
  while (at + 12 <= file.length && file.readUInt16LE(at) === 2) {
    const element = file.readUInt16LE(at + 2);
    const isLong = LONG_VALUES.includes(file.toString("latin1", at + 4, at + 6));
    const start = at + (isLong ? 12 : 8);
    const length = isLong ? file.readUInt32LE(at + 8) : file.readUInt16LE(at + 6);
    if (element === 0x10) {
      return file
        .toString("latin1", start, start + length)
        .replace(/\0.*$/, "")
        .trim();
    }
    at = start + length;
  }
  throw new LentigoError("dicom.damaged");
}

/** @throws LentigoError `dicom.damaged` */
function elementsOf(bytes: Uint8Array): DicomElements {
  try {
    const buffer = new Uint8Array(bytes).buffer;
    // Elements that cannot be read are left out; whether those needed are there is looked at then.
    return dcmjs.data.DicomMessage.readFile(buffer, { noCopy: false, ignoreErrors: true }).dict;
  } catch (error) {
    throw new LentigoError("dicom.damaged", {}, { cause: error });
  }
}

/** @throws LentigoError `dicom.not-a-photo` or `dicom.damaged` */
function frameOf(elements: DicomElements, encoding: string): DicomPhoto["frame"] {
  const width = numberOf(elements, TAGS.columns);
  const height = numberOf(elements, TAGS.rows);
  const frames = numberOf(elements, TAGS.numberOfFrames) ?? 1;
  const samples = numberOf(elements, TAGS.samplesPerPixel);
  const depth = numberOf(elements, TAGS.bitsAllocated);
  if (frames !== 1 || samples !== 3 || depth !== 8 || !width || !height) {
    throw new LentigoError("dicom.not-a-photo");
  }
  const parts = (elements[TAGS.pixelData]?.Value ?? []).filter(isBuffer);
  const data = Buffer.concat(parts.map((part) => new Uint8Array(part)));
  if (data.length === 0) throw new LentigoError("dicom.damaged");
  if (encoding === JPEG_BASELINE || encoding === JPEG_EXTENDED) {
    return { kind: "jpeg", bytes: withoutPadding(data) };
  }
  if (textOf(elements, TAGS.photometricInterpretation) !== "RGB") {
    throw new LentigoError("dicom.not-a-photo");
  }
  const size = width * height * 3;
  if (data.length < size) throw new LentigoError("dicom.damaged");
  const pixels = data.subarray(0, size);
  const isPlanar = numberOf(elements, TAGS.planarConfiguration) === 1;
  return { kind: "rgb", pixels: isPlanar ? interleaved(pixels) : pixels, width, height };
}

function isBuffer(value: unknown): value is ArrayBuffer {
  return value instanceof ArrayBuffer;
}

/** A JPEG ends with its marker; what makes its length even comes after. */
function withoutPadding(jpeg: Uint8Array): Uint8Array {
  return jpeg.at(-1) === 0 && jpeg.at(-2) === 0xd9 && jpeg.at(-3) === 0xff
    ? jpeg.subarray(0, -1)
    : jpeg;
}

/** From one plane a colour to pixel by pixel. */
function interleaved(planes: Uint8Array): Uint8Array {
  const size = planes.length / 3;
  return planes.map((_, index) => planes[(index % 3) * size + Math.floor(index / 3)] ?? 0);
}

function takenAt(elements: DicomElements): Date | null {
  const moment = textOf(elements, TAGS.acquisitionDateTime);
  const pairs = [
    [TAGS.acquisitionDate, TAGS.acquisitionTime],
    [TAGS.contentDate, TAGS.contentTime],
    [TAGS.studyDate, TAGS.studyTime],
  ] as const;
  const texts = pairs.map(([date, time]) => textOf(elements, date) + textOf(elements, time));
  for (const text of [moment, ...texts]) {
    const found = dateOf(text);
    if (found) return found;
  }
  return null;
}

/** A date and a time (DA and TM, or DT) as a moment; null where no time of day is given. */
function dateOf(text: string): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?([+-]\d{4})?$/.exec(text);
  if (!match) return null;
  const [, year = "", month = "", day = "", hours = "", minutes = "", seconds = "00", offset] =
    match;
  if (!isCalendarDate(`${year}-${month}-${day}`)) return null;
  const zone = offset ? `${offset.slice(0, 3)}:${offset.slice(3)}` : "";
  // Without an offset it is read on this computer's clock.
  const moment = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function calendarDate(text: string): string | null {
  const date = text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return isCalendarDate(date) ? date : null;
}

function textOf(elements: DicomElements, tag: Tag): string {
  const value = elements[tag]?.Value?.[0];
  return typeof value === "string" ? value.trim() : "";
}

function numberOf(elements: DicomElements, tag: Tag): number | null {
  const value = elements[tag]?.Value?.[0];
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : null;
}
