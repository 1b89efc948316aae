import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import { APP_ORIGIN } from "../contract/bridge";
import { ReportId } from "../contract/reports";
import { PhotoId } from "../contract/shapes";
import { reportPart, type ReportSheets } from "./reportPages";

/** Where the answers come from: the window's own files, stored pictures and reports by id. */
export interface AppContent {
  /** Folder of the built window. */
  readonly rendererFolder: string;
  /** @throws where there is no such photo */
  readonly photo: (id: PhotoId) => Buffer;
  /** @throws where there is no such photo */
  readonly thumbnail: (id: PhotoId) => Buffer;
  /** @throws where there is no such report */
  readonly sheets: (id: ReportId) => ReportSheets;
  /** Told what kept a stored picture or a report from being served: a damaged file must not go unnoticed. */
  readonly report: (error: unknown) => void;
}

export interface AppAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const MIME: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

const COMMON = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'",
} as const;

const NOT_FOUND: AppAnswer = { status: 404, headers: COMMON, body: Buffer.alloc(0) };

/** Placeholder in index.html for the nonce of the page's own style elements. */
const NONCE = "__NONCE__";

/**
 * Answers a request of the `app:` scheme. Anything but a file of the window, a stored
 * picture or a part of a report is 404, and nothing is read for it.
 */
export async function answerAppRequest(url: string, content: AppContent): Promise<AppAnswer> {
  const path = pathOf(url);
  if (path === null) return NOT_FOUND;
  const report = /^\/report\/([^/]+)\/([^/]+)$/.exec(path);
  if (report) return partOfReport(report[1], report[2] ?? "", content);
  const picture = /^\/(photo|thumbnail)\/([^/]+)$/.exec(path);
  if (!picture) return windowFile(path, content.rendererFolder).catch(() => NOT_FOUND);
  const id = PhotoId.safeParse(picture[2]);
  if (!id.success) return NOT_FOUND;
  try {
    const body = picture[1] === "photo" ? content.photo(id.data) : content.thumbnail(id.data);
    return { status: 200, headers: pictureHeaders(body), body };
  } catch (error) {
    content.report(error);
    return NOT_FOUND;
  }
}

function partOfReport(id: string | undefined, name: string, content: AppContent): AppAnswer {
  const reportId = ReportId.safeParse(id);
  if (!reportId.success) return NOT_FOUND;
  try {
    const part = reportPart(content.sheets(reportId.data), name);
    if (!part) return NOT_FOUND;
    const headers = {
      ...COMMON,
      "content-type": part.type,
      "content-security-policy": part.policy,
      "cache-control": "no-store",
    };
    return { status: 200, headers, body: Buffer.from(part.body) };
  } catch (error) {
    content.report(error);
    return NOT_FOUND;
  }
}

/** Path of a URL of ours, decoded; null where it is another's or tries to climb. */
function pathOf(url: string): string | null {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null;
  const [raw = ""] = url.slice(APP_ORIGIN.length).split(/[?#]/);
  try {
    const path = decodeURIComponent(raw);
    const climbs = path.includes("..") || path.includes("\\") || path.includes("\0");
    return climbs || path.includes("%") ? null : path;
  } catch {
    return null;
  }
}

async function windowFile(path: string, folder: string): Promise<AppAnswer> {
  const file = normalize(join(folder, path));
  const type = MIME[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined) return NOT_FOUND;
  const body = await readFile(file);
  if (!path.endsWith(".html")) {
    return { status: 200, headers: { ...COMMON, "content-type": type }, body };
  }
  const nonce = randomBytes(16).toString("base64");
  return {
    status: 200,
    headers: {
      ...COMMON,
      "content-type": type,
      "content-security-policy": contentPolicy(nonce),
      "permissions-policy": PERMISSIONS_POLICY,
      "cache-control": "no-store",
    },
    body: Buffer.from(body.toString("utf8").replaceAll(NONCE, nonce)),
  };
}

function contentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Powers that Chromium would offer, some of them without asking: the page has a camera's picture.
 * Only those are named that Electron 22 knows, too: it complains of others.
 */
const PERMISSIONS_POLICY = [
  "camera=(self)",
  ...["accelerometer", "clipboard-read", "display-capture", "encrypted-media"].map(none),
  ...["gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts"].map(none),
  ...["magnetometer", "microphone", "midi", "payment", "publickey-credentials-get"].map(none),
  ...["screen-wake-lock", "serial", "usb", "xr-spatial-tracking"].map(none),
].join(", ");

function none(power: string): string {
  return `${power}=()`;
}

/** A photo never changes under its id, but it must not lie in the browser's cache on disk. */
function pictureHeaders(body: Buffer): Record<string, string> {
  const isPng = body.subarray(1, 4).toString("latin1") === "PNG";
  return {
    ...COMMON,
    "content-type": isPng ? "image/png" : "image/jpeg",
    "cache-control": "no-store",
  };
}
