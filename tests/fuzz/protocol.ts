import type { Channel } from "../../electron/contract/requests";
import type { PixelSize } from "./fuzzFile";

export const FILE_KINDS = [
  "photo",
  "DICOM file",
  "patient table",
  "data set",
  "model file",
] as const;

export type FileKind = (typeof FILE_KINDS)[number];
export type Kind = FileKind | "request";

export type Task =
  | { readonly id: number; readonly kind: FileKind; readonly bytes: Uint8Array }
  | {
      readonly id: number;
      readonly kind: "request";
      readonly channel: Channel;
      /** What the input is made from. */
      readonly seed: number;
      /** Nothing about the input is wrong, as far as its shape tells. */
      readonly isFitting: boolean;
    };

/** What became of a task. */
export interface Outcome {
  /** Null where it was accepted. */
  readonly code: string | null;
  /** Of a photo that was taken in. */
  readonly size?: PixelSize;
  /** What is kept of a photo has the text that stood in its metadata. */
  readonly keepsMarker?: boolean;
  /** What is wrong with it; empty where nothing is. */
  readonly trouble: string;
}

export type Answer =
  { readonly kind: "ready" } | ({ readonly kind: "done"; readonly id: number } & Outcome);
