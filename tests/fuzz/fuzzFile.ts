import type { Random } from "../../electron/training/random";

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** What must become of a file; of a mutated one nobody knows. */
export type Expected =
  | { readonly accepted: true; readonly size?: PixelSize }
  | { readonly accepted: false; readonly code: string };

/** A file to try. */
export interface FuzzFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: Expected | null;
}

/** Files of one kind. */
export interface Corpus {
  /** Tried as they are, each once. */
  readonly fixed: readonly FuzzFile[];
  /** Another one, made of those by chance. */
  readonly vary: (random: Random) => FuzzFile;
}
