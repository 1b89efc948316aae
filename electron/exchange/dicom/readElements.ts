/**
 * The elements of a DICOM data set (PS3.5 7), as far as a photo needs them. dcmjs, which writes our
 * objects, reads whole files: fragments as often as an offset table names them, packed data sets
 * to whatever size they unfold to, runs of blanks in quadratic time. A stranger's file may be made
 * for that, so here it is walked through once, and only what is asked for is looked at.
 */
import { LentigoError } from "../../contract/errors";

/** Where an element or item begins: its tag, and where its value lies. */
interface Head {
  /** Group and element in one number, 0xggggeeee. */
  readonly tag: number;
  /** Empty where the encoding leaves it out. */
  readonly vr: string;
  /** Bytes, or `UNDEFINED_LENGTH`. */
  readonly length: number;
  readonly start: number;
}

/** Reads the head at a place; gives up where a file has more of them than any photo. */
type HeadReader = (at: number, isExplicit: boolean) => Head;

/** Characters (PS3.5 9). */
const LONGEST_UID = 64;

const TRANSFER_SYNTAX = 0x00020010;
export const PIXEL_DATA = 0x7fe00010;
const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;
const UNDEFINED_LENGTH = 0xffffffff;

/** Those whose length takes four bytes (PS3.5 7.1.2). */
const LONG_VALUES: ReadonlySet<string> = new Set([
  ...["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"],
]);

/** Elements, items and fragments in one file; a photo's has some hundred. */
const MAX_HEADS = 100_000;

export interface FileHeader {
  /** UID of the transfer syntax: how the data set is encoded. */
  readonly encoding: string;
  /** Where the data set begins. */
  readonly end: number;
}

/**
 * Reads the header of a DICOM file (PS3.10 7.1).
 *
 * @throws LentigoError `dicom.damaged`
 */
export function readFileHeader(file: Buffer): FileHeader {
  return orDamaged(() => {
    const headAt = headsOf(file);
    let encoding: string | null = null;
    let at = 132;
    while (at + 8 <= file.length && file.readUInt16LE(at) === 2) {
      const { tag, start, length } = headAt(at, true);
      const end = start + length;
      if (tag === TRANSFER_SYNTAX) {
        const uid = file.toString("latin1", start, Math.min(end, start + LONGEST_UID));
        encoding = uid.replace(/\0.*$/s, "").trim();
      }
      at = end;
    }
    if (encoding === null) throw new LentigoError("dicom.damaged");
    return { encoding, end: at };
  });
}

/**
 * Finds the values of a data set's own elements, up to its pixels; what lies in sequences is passed
 * over. Pixels that come in fragments are joined, without the table of their offsets.
 *
 * @param start where the data set begins
 * @throws LentigoError `dicom.damaged`
 */
export function readElements(
  file: Buffer,
  start: number,
  isExplicit: boolean,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, Buffer> {
  return orDamaged(() => {
    const headAt = headsOf(file);
    const values = new Map<number, Buffer>();
    for (let at = start; at < file.length && !values.has(PIXEL_DATA);) {
      const head = headAt(at, isExplicit);
      if (head.length !== UNDEFINED_LENGTH) {
        at = head.start + head.length;
        if (wanted.has(head.tag)) values.set(head.tag, valueOf(file, head));
      } else if (head.tag === PIXEL_DATA) {
        values.set(PIXEL_DATA, joinedFragments(file, head.start, headAt));
      } else {
        at = endOfSequence(head, isExplicit, headAt);
      }
    }
    return values;
  });
}

function headsOf(file: Buffer): HeadReader {
  let heads = 0;
  return (at, isExplicit) => {
    heads += 1;
    if (heads > MAX_HEADS) throw new LentigoError("dicom.damaged");
    const tag = file.readUInt16LE(at) * 0x10000 + file.readUInt16LE(at + 2);
    const isItem = tag === ITEM || tag === ITEM_END || tag === SEQUENCE_END;
    if (!isExplicit || isItem) {
      return { tag, vr: "", length: file.readUInt32LE(at + 4), start: at + 8 };
    }
    const vr = file.toString("latin1", at + 4, at + 6);
    return LONG_VALUES.has(vr)
      ? { tag, vr, length: file.readUInt32LE(at + 8), start: at + 12 }
      : { tag, vr, length: file.readUInt16LE(at + 6), start: at + 8 };
  };
}

function valueOf(file: Buffer, { start, length }: Head): Buffer {
  if (start + length > file.length) throw new LentigoError("dicom.damaged");
  return file.subarray(start, start + length);
}

/** Pixels in fragments (PS3.5 A.4): the first item is the table of offsets. */
function joinedFragments(file: Buffer, start: number, headAt: HeadReader): Buffer {
  const items: Buffer[] = [];
  for (let at = start; ;) {
    const head = headAt(at, true);
    if (head.tag === SEQUENCE_END) return Buffer.concat(items.slice(1));
    if (head.tag !== ITEM) throw new LentigoError("dicom.damaged");
    items.push(valueOf(file, head));
    at = head.start + head.length;
  }
}

/** Where a sequence without a length ends, however deep others lie in it (PS3.5 7.5). */
function endOfSequence(sequence: Head, isExplicit: boolean, headAt: HeadReader): number {
  /** For each sequence or item that is open, whether what is in it says its kind of values. */
  const open = [isExplicit && sequence.vr !== "UN"];
  let at = sequence.start;
  for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
    const { tag, vr, length, start } = headAt(at, inner);
    at = start;
    if (tag === ITEM_END || tag === SEQUENCE_END) open.pop();
    else if (length !== UNDEFINED_LENGTH) at += length;
    // Sequences of unknown kind are encoded without kinds of values (PS3.5 6.2.2).
    else open.push(inner && vr !== "UN");
  }
  return at;
}

/** Whatever leads out of the file is damage. */
function orDamaged<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new LentigoError("dicom.damaged", {}, { cause: error });
  }
}
