import type { ReportPicture } from "../reportContent";

/** The pictures of a report, as files that only its templates see. */
export interface Pictures {
  /** @returns the path by which a template reads it */
  add(picture: ReportPicture): string;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export function gatherPictures(): Pictures {
  const files = new Map<string, Uint8Array>();
  return {
    add({ bytes, format }) {
      const path = `/pictures/${String(files.size + 1)}.${format}`;
      files.set(path, bytes);
      return path;
    },
    files,
  };
}
