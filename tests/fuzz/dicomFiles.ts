/** Photos as DICOM files, encoded in every way that is read, and files made to do harm. */
import { jpegFrame } from "../../electron/exchange/dicom/jpegFrame";
import { photoObject } from "../../electron/exchange/dicom/photoObject";
import { photoForArchive } from "../fixtures/dicomPhotos";
import type { Corpus, FuzzFile } from "./fuzzFile";
import { mutate, pick, splice } from "./mutate";
import { lesion } from "./photoFiles";

const EXPLICIT = "1.2.840.10008.1.2.1";
const IMPLICIT = "1.2.840.10008.1.2";
const DEFLATED = "1.2.840.10008.1.2.1.99";
const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
const UNDEFINED_LENGTH = 0xffffffff;

const LONG_VALUES = ["OB", "OW", "SQ", "UN", "UT"];

interface Element {
  readonly tag: number;
  readonly vr: string;
  readonly value: Buffer;
  /** What it says of its length, where that is not the truth. */
  readonly length?: number;
}

function encoded({ tag, vr, value, length = value.length }: Element, isExplicit: boolean): Buffer {
  const head = Buffer.alloc(isExplicit && LONG_VALUES.includes(vr) ? 12 : 8);
  head.writeUInt16LE(tag >>> 16, 0);
  head.writeUInt16LE(tag & 0xffff, 2);
  if (!isExplicit || vr === "") head.writeUInt32LE(length, 4);
  else {
    head.write(vr, 4, "latin1");
    if (head.length === 12) head.writeUInt32LE(length, 8);
    else head.writeUInt16LE(Math.min(length, 0xffff), 6);
  }
  return Buffer.concat([head, value]);
}

const text = (tag: number, vr: string, content: string): Element => ({
  tag,
  vr,
  value: Buffer.from(content.length % 2 === 0 ? content : `${content} `, "latin1"),
});

function number(tag: number, content: number): Element {
  const value = Buffer.alloc(2);
  value.writeUInt16LE(content);
  return { tag, vr: "US", value };
}

/** A file with its data set, after one or more statements of how it is encoded. */
function dicomFile(encodings: readonly string[], elements: readonly Element[]): Buffer {
  const isExplicit = encodings[0] !== IMPLICIT;
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from("DICM"),
    ...encodings.map((uid) => encoded(text(0x00020010, "UI", uid), true)),
    ...elements.map((element) => encoded(element, isExplicit)),
  ]);
}

const WIDTH = 8;
const HEIGHT = 6;

const ABOUT: readonly Element[] = [
  text(0x00080005, "CS", "ISO_IR 192"),
  text(0x0008002a, "DT", "20261120093015"),
  text(0x00100020, "LO", "2026-0117"),
  text(0x00100030, "DA", "19610403"),
];

const PIXELS: readonly Element[] = [
  number(0x00280002, 3),
  text(0x00280004, "CS", "RGB"),
  number(0x00280006, 0),
  number(0x00280010, HEIGHT),
  number(0x00280011, WIDTH),
  number(0x00280100, 8),
  { tag: 0x7fe00010, vr: "OB", value: Buffer.alloc(WIDTH * HEIGHT * 3, 140) },
];

export async function dicomFiles(): Promise<Corpus> {
  const jpeg = await lesion().jpeg({ quality: 80 }).toBuffer();
  const shape = jpegFrame(jpeg);
  if (!shape) throw new Error("a baseline JPEG was not taken for one");
  const good: FuzzFile[] = [
    ["jpeg.dcm", photoObject(photoForArchive({ frame: { kind: "jpeg", bytes: jpeg, ...shape } }))],
    ["rgb.dcm", photoObject(photoForArchive())],
    ["explicit.dcm", dicomFile([EXPLICIT], [...ABOUT, ...PIXELS])],
    ["implicit.dcm", dicomFile([IMPLICIT], [...ABOUT, ...PIXELS])],
    ["fragments.dcm", packed([jpeg.subarray(0, 1000), jpeg.subarray(1000)])],
    ["sequences.dcm", dicomFile([EXPLICIT], [...ABOUT, nested(20), ...PIXELS])],
  ].map(
    ([name, bytes]) => ({ name, bytes: bytes as Buffer, expected: { accepted: true } }) as FuzzFile,
  );
  return {
    fixed: [...good, ...dicomBombs()],
    vary: (random) => {
      const { name, bytes } = pick(good, random);
      // Cut in the preamble nothing is a DICOM file any more.
      const [preamble, rest] = [bytes.subarray(0, 132), bytes.subarray(132)];
      const changed = random.chance(0.15)
        ? splice(rest, pick(good, random).bytes, random)
        : mutate(rest, random);
      return { name, bytes: Buffer.concat([preamble, changed]), expected: null };
    },
  };
}

/** A JPEG photo in fragments. @param offsets of frames, as the table before them has them */
function packed(fragments: readonly Buffer[], offsets: readonly number[] = []): Buffer {
  const table = Buffer.alloc(offsets.length * 4);
  offsets.forEach((offset, index) => table.writeUInt32LE(offset, index * 4));
  const items = [table, ...fragments].map((value) =>
    encoded({ tag: 0xfffee000, vr: "", value }, true),
  );
  const end = encoded({ tag: 0xfffee0dd, vr: "", value: Buffer.alloc(0) }, true);
  const value = Buffer.concat([...items, end]);
  const about = PIXELS.slice(0, -1);
  const pixels = { tag: 0x7fe00010, vr: "OB", value, length: UNDEFINED_LENGTH };
  return dicomFile([JPEG_BASELINE], [...ABOUT, ...about, pixels]);
}

/** A sequence in a sequence, and so on. */
function nested(depth: number): Element {
  const open = encoded(
    { tag: 0x00081140, vr: "SQ", value: Buffer.alloc(0), length: UNDEFINED_LENGTH },
    true,
  );
  const item = encoded(
    { tag: 0xfffee000, vr: "", value: Buffer.alloc(0), length: UNDEFINED_LENGTH },
    true,
  );
  const ends = [0xfffee00d, 0xfffee0dd].map((tag) =>
    encoded({ tag, vr: "", value: Buffer.alloc(0) }, true),
  );
  const inner = Buffer.concat([
    item,
    ...new Array<Buffer>(depth - 1).fill(Buffer.concat([open, item])),
  ]);
  const value = Buffer.concat([inner, ...new Array<Buffer>(depth).fill(Buffer.concat(ends))]);
  return { tag: 0x00081140, vr: "SQ", value, length: UNDEFINED_LENGTH };
}

const MEGABYTE = 1024 * 1024;

function dicomBombs(): FuzzFile[] {
  const fragment = Buffer.alloc(4 * MEGABYTE, 0x20);
  const blanks = Buffer.concat([Buffer.alloc(8 * MEGABYTE, 0x20), Buffer.from("x ")]);
  const empty = encoded(text(0x00091001, "LO", ""), true);
  // Each pair of offsets names the whole fragment as a frame of its own.
  const offsets = Array.from({ length: 20_000 }, (_, index) => (index % 2) * fragment.length);
  const files: Readonly<Record<string, Buffer>> = {
    "frames-again-and-again.dcm": packed([fragment], offsets),
    "encoded-twice.dcm": dicomFile([EXPLICIT, DEFLATED], [...ABOUT, ...PIXELS]),
    "deep-sequences.dcm": dicomFile([EXPLICIT], [nested(30_000), ...PIXELS]),
    "blanks.dcm": dicomFile([EXPLICIT], [{ tag: 0x00084000, vr: "UT", value: blanks }, ...PIXELS]),
    "numbers.dcm": dicomFile(
      [IMPLICIT],
      [{ tag: 0x00280009, vr: "US", value: fragment }, ...PIXELS],
    ),
    "elements.dcm": Buffer.concat([
      dicomFile([EXPLICIT], ABOUT),
      ...new Array<Buffer>(150_000).fill(empty),
    ]),
    "no-end.dcm": dicomFile([EXPLICIT], [{ ...nested(3), value: Buffer.alloc(0) }]),
  };
  return Object.entries(files).map(([name, bytes]) => ({ name, bytes, expected: null }));
}
