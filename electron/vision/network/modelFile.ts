/**
 * A model version as one file: an uncompressed tar archive (POSIX.1-1988), so that any engineer
 * can look into it without us.
 *
 *     lentigo-model   JSON: the format of this file; being first, it is the file's magic
 *     ...             every file of the model's folder, by name
 *     SHA256SUMS      checksums of all files before it, as `sha256sum --check` reads them
 *
 * The archive is written in one way only, and only what is written that way is read: a single
 * byte that differs anywhere, headers and padding included, makes it a damaged file.
 */
import * as z from "zod";
import { LentigoError } from "../../contract/errors";
import { sha256Of } from "./immutableFolder";

/** Ending of such files. */
export const MODEL_FILE_ENDING = ".lentigo-model";

export const MODEL_FILE_FORMAT = 1;

const HEADER = "lentigo-model";
const CHECKSUMS = "SHA256SUMS";
const BLOCK = 512;

/** A model's folder has some ten files; an archive of empty ones would have half a million. */
const MAX_ENTRIES = 64;

/** The header is a line. */
const MAX_HEADER_BYTES = 4096;

/** Of a file that is parsed, or read by people: far more than any has, far less than memory. */
export const MAX_TEXT_BYTES = 8 * 1024 * 1024;

/** Names of files in a model's folder: no path leads out of it. */
export const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const Header = z.object({ format: z.int().positive() });

/** @param files of a model's folder, by name */
export function encodeModelFile(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const header = Buffer.from(`${JSON.stringify({ format: MODEL_FILE_FORMAT })}\n`);
  const entries: (readonly [string, Uint8Array])[] = [
    [HEADER, header],
    ...Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1)),
  ];
  const sums = entries.map(([name, content]) => `${sha256Of(content)}  ${name}\n`).join("");
  entries.push([CHECKSUMS, Buffer.from(sums)]);
  return Buffer.concat([
    ...entries.flatMap(([name, content]) => [
      tarHeader(name, content.length),
      content,
      Buffer.alloc(paddingOf(content.length)),
    ]),
    Buffer.alloc(2 * BLOCK),
  ]);
}

/**
 * The files of a model's folder, by name.
 *
 * @throws LentigoError `model.file-foreign`, `model.file-newer` or `model.file-damaged`
 */
export function decodeModelFile(bytes: Uint8Array): Record<string, Buffer> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (nameAt(archive, 0) !== HEADER) throw new LentigoError("model.file-foreign");
  const [[, header], ...entries] = entriesOf(archive);
  const format = formatOf(header);
  if (format !== MODEL_FILE_FORMAT) {
    const details = { found: format, supported: MODEL_FILE_FORMAT };
    throw new LentigoError("model.file-newer", details);
  }
  const isTooLong = entries.some(
    ([name, { length }]) => !name.endsWith(".bin") && length > MAX_TEXT_BYTES,
  );
  if (isTooLong) throw new LentigoError("model.file-damaged");
  const files = Object.fromEntries(entries.filter(([name]) => name !== CHECKSUMS));
  const isAsWritten =
    Object.keys(files).every((name) => FILE_NAME.test(name)) &&
    encodeModelFile(files).equals(archive);
  if (!isAsWritten) throw new LentigoError("model.file-damaged");
  return files;
}

type Entry = readonly [name: string, content: Buffer];

/** Up to the block of zeros that ends them. */
function entriesOf(archive: Buffer): [Entry, ...Entry[]] {
  const entries: Entry[] = [];
  for (let at = 0; nameAt(archive, at) !== "";) {
    const digits = archive.toString("latin1", at + 124, at + 135);
    const size = Number.parseInt(digits, 8);
    const start = at + BLOCK;
    // A sign would lead back, for ever.
    if (
      !/^[0-7]{11}$/.test(digits) ||
      start + size > archive.length ||
      entries.length === MAX_ENTRIES
    ) {
      throw new LentigoError("model.file-damaged");
    }
    entries.push([nameAt(archive, at), archive.subarray(start, start + size)]);
    at = start + size + paddingOf(size);
  }
  const [first, ...others] = entries;
  if (!first) throw new LentigoError("model.file-foreign");
  return [first, ...others];
}

function formatOf(header: Buffer): number {
  if (header.length > MAX_HEADER_BYTES) throw new LentigoError("model.file-damaged");
  try {
    return Header.parse(JSON.parse(header.toString("utf8"))).format;
  } catch (error) {
    throw new LentigoError("model.file-damaged", {}, { cause: error });
  }
}

function nameAt(archive: Buffer, at: number): string {
  return archive.toString("latin1", at, at + 100).replace(/\0.*$/s, "");
}

/** Nobody's file of the year 1970, so that equal content makes equal archives. */
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number): void => {
    header.write(value.toString(8).padStart(length - 1, "0"), at, "latin1");
  };
  header.write(name, 0, "latin1");
  octal(0o644, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  header.write("0", 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  // The checksum counts its own place as blanks.
  header.fill(" ", 148, 156);
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  header[154] = 0;
  return header;
}

/** Bytes up to the next whole block. */
function paddingOf(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
