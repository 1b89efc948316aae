/** What preload puts into the window, and the envelope in which answers travel. */
import type { Failure } from "./errors";
import type { Channel } from "./requests";
import type { EventName } from "./events";

export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

export interface Bridge {
  /** Asks main; always answers with an envelope, never with an exception. */
  call(channel: Channel, input: unknown): Promise<Envelope<unknown>>;
  /** Listens; the returned function ends it. */
  on(event: EventName, listener: (payload: unknown) => void): () => void;
}

/** Name of the bridge on the window object. */
export const BRIDGE = "lentigo";

/** Addresses under which the window shows stored pictures and pages of reports. */
export const APP_ORIGIN = "app://lentigo";
export const photoUrl = (photoId: string): string => `${APP_ORIGIN}/photo/${photoId}`;
export const thumbnailUrl = (photoId: string): string => `${APP_ORIGIN}/thumbnail/${photoId}`;
/** @param page from 1 */
export const reportPageUrl = (reportId: string, page: number): string =>
  `${APP_ORIGIN}/report/${reportId}/${String(page)}.svg`;
