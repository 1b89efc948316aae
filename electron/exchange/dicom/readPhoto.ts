import { LentigoError } from "../../contract/errors";
import { isCalendarDate } from "../../domain/patient";
import { decodeWindows1252 } from "../../domain/windows1252";
import { PIXEL_DATA, readElements, readFileHeader } from "./readElements";
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
 * Reads a single colour photo: as JPEG Baseline, or as RGB pixels of 8 bits. Nothing is unpacked.
 *
 * @throws LentigoError `dicom.damaged`, `dicom.encoding` or `dicom.not-a-photo`
 */
export function readDicomPhoto(bytes: Uint8Array): DicomPhoto {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { encoding, end } = readFileHeader(file);
  if (!READABLE.includes(encoding)) throw new LentigoError("dicom.encoding", { encoding });
  const elements = readElements(file, end, encoding !== IMPLICIT_LITTLE_ENDIAN, WANTED);
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
  characterSet: 0x00080005,
  acquisitionDateTime: 0x0008002a,
  acquisitionDate: 0x00080022,
  acquisitionTime: 0x00080032,
  contentDate: 0x00080023,
  contentTime: 0x00080033,
  studyDate: 0x00080020,
  studyTime: 0x00080030,
  timezoneOffset: 0x00080201,
  patientId: 0x00100020,
  patientBirthDate: 0x00100030,
  samplesPerPixel: 0x00280002,
  photometricInterpretation: 0x00280004,
  planarConfiguration: 0x00280006,
  numberOfFrames: 0x00280008,
  rows: 0x00280010,
  columns: 0x00280011,
  bitsAllocated: 0x00280100,
  pixelData: PIXEL_DATA,
} as const;

const WANTED: ReadonlySet<number> = new Set(Object.values(TAGS));

type Tag = (typeof TAGS)[keyof typeof TAGS];
type Elements = ReadonlyMap<number, Buffer>;

/** @throws LentigoError `dicom.not-a-photo` or `dicom.damaged` */
function frameOf(elements: Elements, encoding: string): DicomPhoto["frame"] {
  const width = numberOf(elements, TAGS.columns);
  const height = numberOf(elements, TAGS.rows);
  const frames = Number(textOf(elements, TAGS.numberOfFrames) || "1");
  const samples = numberOf(elements, TAGS.samplesPerPixel);
  const depth = numberOf(elements, TAGS.bitsAllocated);
  if (frames !== 1 || samples !== 3 || depth !== 8 || !width || !height) {
    throw new LentigoError("dicom.not-a-photo");
  }
  const data = elements.get(PIXEL_DATA);
  if (!data || data.length === 0) throw new LentigoError("dicom.damaged");
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

/** A JPEG ends with its marker; what makes its length even comes after. */
function withoutPadding(jpeg: Uint8Array): Uint8Array {
  return jpeg.at(-1) === 0 && jpeg.at(-2) === 0xd9 && jpeg.at(-3) === 0xff
    ? jpeg.subarray(0, -1)
    : jpeg;
}

/** From one plane a colour to pixel by pixel. */
function interleaved(planes: Uint8Array): Uint8Array {
  const pixels = new Uint8Array(planes.length);
  for (let channel = 0, from = 0; channel < 3; channel++) {
    for (let to = channel; to < pixels.length; to += 3, from++) pixels[to] = planes[from] ?? 0;
  }
  return pixels;
}

function takenAt(elements: Elements): Date | null {
  const moment = textOf(elements, TAGS.acquisitionDateTime);
  const pairs = [
    [TAGS.acquisitionDate, TAGS.acquisitionTime],
    [TAGS.contentDate, TAGS.contentTime],
    [TAGS.studyDate, TAGS.studyTime],
  ] as const;
  const texts = pairs.map(([date, time]) => textOf(elements, date) + textOf(elements, time));
  const offset = textOf(elements, TAGS.timezoneOffset);
  for (const text of [moment, ...texts]) {
    const found = dateOf(text, offset);
    if (found) return found;
  }
  return null;
}

/** Offsets from UTC that are in use, from -1200 to +1400 (PS3.3 C.12.1.1.8). */
const UTC_OFFSET = /^[+-](0\d|1[0-4])[0-5]\d$/;

/**
 * A date and a time (DA and TM, or DT) as a moment; null where no time of day is given.
 *
 * @param fileOffset the whole file's offset from UTC, which holds where the text has none of its own
 */
function dateOf(text: string, fileOffset: string): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.\d+)?([+-]\d{4})?$/.exec(text);
  if (!match) return null;
  const [, year = "", month = "", day = "", hours = "", minutes = "", seconds = "00", own] = match;
  if (!isCalendarDate(`${year}-${month}-${day}`)) return null;
  const offset = own ?? (UTC_OFFSET.test(fileOffset) ? fileOffset : "");
  const zone = offset === "" ? "" : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  // Without an offset it is read on this computer's clock.
  const moment = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function calendarDate(text: string): string | null {
  const date = text.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
  return isCalendarDate(date) ? date : null;
}

/** The first value, as text. */
function textOf(elements: Elements, tag: Tag): string {
  const value = elements.get(tag)?.subarray(0, MAX_TEXT) ?? Buffer.alloc(0);
  const characterSet = elements.get(TAGS.characterSet)?.toString("latin1", 0, 32).trim() ?? "";
  const [first = ""] = decoded(value, characterSet).split("\\", 1);
  return first.replace(/\0.*$/s, "").trim();
}

/** More bytes than a value has that is read here: patients' numbers have 64 letters. */
const MAX_TEXT = 1024;

/** What DICOM's character sets (PS3.3 C.12.1.1.2) are called elsewhere, Western European left out. */
const CHARACTER_SETS: ReadonlyMap<string, string> = new Map([
  ["ISO_IR 101", "iso-8859-2"],
  ["ISO_IR 109", "iso-8859-3"],
  ["ISO_IR 110", "iso-8859-4"],
  ["ISO_IR 126", "iso-8859-7"],
  ["ISO_IR 127", "iso-8859-6"],
  ["ISO_IR 138", "iso-8859-8"],
  ["ISO_IR 144", "iso-8859-5"],
  ["ISO_IR 148", "windows-1254"],
  ["ISO_IR 13", "shift_jis"],
  ["ISO_IR 166", "windows-874"],
  ["ISO_IR 192", "utf-8"],
  ["GB18030", "gb18030"],
  ["GBK", "gbk"],
]);

function decoded(value: Uint8Array, characterSet: string): string {
  const name = CHARACTER_SETS.get(characterSet);
  if (name === undefined) return decodeWindows1252(value);
  try {
    return new TextDecoder(name).decode(value);
  } catch {
    return decodeWindows1252(value); // not every runtime brings every table
  }
}

function numberOf(elements: Elements, tag: Tag): number | null {
  const value = elements.get(tag);
  return value && value.length >= 2 ? value.readUInt16LE(0) : null;
}
