import { LentigoError } from "../../contract/errors";
import type { PhotoUids } from "../dicom/uids";
import { askArchive, type ArchiveAccess, type ArchiveAnswer } from "./exchange";
import { dicomBody } from "./multipart";

/** The clinic's archive over DICOMweb (PS3.18). */
export interface ArchiveClient {
  /**
   * Asks for a study, whichever: it fails where the archive could not be sent to.
   *
   * @throws LentigoError `archive.*`
   */
  check(signal: AbortSignal): Promise<void>;
  /** Whether the archive has an object (QIDO-RS). @throws LentigoError `archive.*` */
  has(uids: PhotoUids, signal: AbortSignal): Promise<boolean>;
  /**
   * Sends one object (STOW-RS).
   *
   * @throws LentigoError `archive.refused` where the archive does not want it, or `archive.*`
   */
  store(file: Uint8Array, signal: AbortSignal): Promise<void>;
}

export interface ArchiveClientOptions {
  readonly access: ArchiveAccess;
  /** So long without a byte in either direction, in milliseconds. */
  readonly timeout?: number;
}

const TIMEOUT_MS = 30_000;

export function createArchiveClient({
  access,
  timeout = TIMEOUT_MS,
}: ArchiveClientOptions): ArchiveClient {
  const find = async (path: string, signal: AbortSignal): Promise<boolean> => {
    const answer = await askArchive(access, { method: "GET", path, signal, timeout });
    requireSuccess(answer);
    if (answer.status === 204) return false;
    const found = json(answer);
    if (!Array.isArray(found)) throw new LentigoError("archive.address");
    return found.length > 0;
  };
  return {
    async check(signal) {
      await find("/studies?limit=1", signal);
    },
    has: ({ study, instance }, signal) =>
      find(`/studies/${study}/instances?SOPInstanceUID=${instance}`, signal),
    async store(file, signal) {
      const body = dicomBody(file);
      const answer = await askArchive(access, {
        ...{ method: "POST", path: "/studies", body, signal, timeout },
      });
      const reason = failureReason(json(answer));
      if (reason !== null && answer.status < 500)
        throw new LentigoError("archive.refused", { reason });
      if (UNWANTED.includes(answer.status)) {
        throw new LentigoError("archive.refused", { reason: `HTTP ${String(answer.status)}` });
      }
      requireSuccess(answer);
      // It may be there all the same.
      if (json(answer) === null) throw new LentigoError("archive.address", { sent: 1 });
    },
  };
}

/** Not this object: its content, its size, its kind (PS3.18 10.5.3). */
const UNWANTED = [400, 409, 413, 415];

/** @throws LentigoError `archive.denied`, `archive.address` or `archive.failed` */
function requireSuccess({ status }: ArchiveAnswer): void {
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403) throw new LentigoError("archive.denied");
  if (status === 429 || status >= 500)
    throw new LentigoError("archive.failed", { status, sent: 1 });
  throw new LentigoError("archive.address", { status });
}

/** The answer as JSON; null where it is none, such as a page of a web server. */
function json({ text }: ArchiveAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const FAILED_SOP_SEQUENCE = "00081198";
const FAILURE_REASON = "00081197";

/** Why the one object that was sent was not taken (PS3.18 I.2.2); null where it was. */
function failureReason(answer: unknown): string | null {
  const [failed] = valuesOf(answer, FAILED_SOP_SEQUENCE);
  if (failed === undefined) return null;
  const [reason] = valuesOf(failed, FAILURE_REASON);
  return typeof reason === "number" ? `0x${reason.toString(16).padStart(4, "0")}` : "?";
}

/** The values of an element in DICOM's JSON model (PS3.18 F). */
function valuesOf(elements: unknown, tag: string): readonly unknown[] {
  if (typeof elements !== "object" || elements === null) return [];
  const element: unknown = Reflect.get(elements, tag);
  if (typeof element !== "object" || element === null) return [];
  const values: unknown = Reflect.get(element, "Value");
  return Array.isArray(values) ? values : [];
}
