import { readFileSync, statSync } from "node:fs";

/** Lentigo's own files of JSON have some kilobytes; a larger one is somebody else's. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

/** The value that a text is the JSON of; null where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The value that a small file is the JSON of; null where it is none, or not small. */
export function parseJsonFile(file: string): unknown {
  return statSync(file).size > MAX_FILE_BYTES ? null : parseJson(readFileSync(file, "utf8"));
}
