import * as http from "node:http";
import * as https from "node:https";
import { LentigoError } from "../../contract/errors";

/** Where an archive is, and who may send to it. */
export interface ArchiveAccess {
  /** Without a slash at its end. */
  readonly url: string;
  /** Empty: nobody has to say who they are. */
  readonly user: string;
  readonly password: string;
}

export interface ArchiveQuestion {
  readonly method: "GET" | "POST";
  /** Below the archive's address, with a slash before it. */
  readonly path: string;
  readonly body?: { readonly contentType: string; readonly bytes: Uint8Array };
  /** Aborted: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** So long without a byte in either direction, in milliseconds. */
  readonly timeout: number;
}

export interface ArchiveAnswer {
  readonly status: number;
  readonly text: string;
}

/** More of an answer than this is not read: what is asked for has a few kilobytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/**
 * Asks an archive over HTTP. Electron's main process of older versions has no `fetch`.
 *
 * @throws LentigoError `archive.unreachable`, `archive.timeout`, `archive.certificate` or
 * `archive.address`; `sent` in its details is 1 where the archive may have got the whole question
 */
export function askArchive(
  { url, user, password }: ArchiveAccess,
  { method, path, body, signal, timeout }: ArchiveQuestion,
): Promise<ArchiveAnswer> {
  const address = new URL(`${url}${path}`);
  const { request } = address.protocol === "https:" ? https : http;
  const secret = Buffer.from(`${user}:${password}`).toString("base64");
  return new Promise((resolve, reject) => {
    let isSent = false;
    const fail = (error: Error): void => {
      reject(asArchiveError(error, isSent));
    };
    const question = request(
      address,
      {
        method,
        signal,
        // Each question on a connection of its own: one that the archive has closed meanwhile
        // would look like an answer that was lost.
        agent: false,
        headers: {
          Accept: "application/dicom+json",
          ...(user === "" ? {} : { Authorization: `Basic ${secret}` }),
          ...(body && { "Content-Type": body.contentType, "Content-Length": body.bytes.length }),
        },
      },
      (answer) => {
        readText(answer).then((text) => {
          resolve({ status: answer.statusCode ?? 0, text });
        }, fail);
      },
    );
    question.setTimeout(timeout, () => {
      question.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" }));
    });
    question.on("error", fail);
    question.on("finish", () => {
      isSent = true;
    });
    question.end(body?.bytes);
  });
}

async function readText(answer: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MAX_ANSWER_BYTES) {
      answer.destroy();
      break;
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** What nothing at that address answers with. */
const NO_CONNECTION = /^(ECONNREFUSED|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)/;
/** What of a certificate Node complains about. */
const CERTIFICATE = /CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY|ERR_TLS/;
/** Another protocol than the address says, or no HTTP at all. */
const OTHER_PROTOCOL = /^(EPROTO|ERR_SSL|HPE_)/;

function asArchiveError(error: Error, isSent: boolean): LentigoError {
  const code = "code" in error ? String(error.code) : "";
  const details = { sent: isSent ? 1 : 0 };
  if (NO_CONNECTION.test(code)) {
    return new LentigoError("archive.unreachable", { sent: 0 }, { cause: error });
  }
  if (CERTIFICATE.test(code)) {
    return new LentigoError("archive.certificate", { problem: code, sent: 0 }, { cause: error });
  }
  if (OTHER_PROTOCOL.test(code)) return new LentigoError("archive.address", details);
  if (code === "ETIMEDOUT") return new LentigoError("archive.timeout", details, { cause: error });
  return new LentigoError("archive.unreachable", details, { cause: error });
}
