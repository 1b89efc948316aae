/** The clinic's archive: where it is, and what is on its way there. */
import * as z from "zod";
import { PHOTO_KINDS } from "../domain/photoKind";
import { ROLES } from "../domain/role";
import { ERROR_CODES } from "./errors";
import type { RequestSpec } from "./requestSpec";
import { PhotoId, PhotoSummary } from "./shapes";

/** An address of DICOMweb, without what does not belong into one: password, search, place. */
const ArchiveUrl = z
  .string()
  .trim()
  .max(500)
  .refine((text) => archiveUrl(text) !== null);

/** The address without a slash at its end; null where it is none. */
export function archiveUrl(text: string): string | null {
  const url = urlOf(text);
  if (!url) return null;
  const { protocol, username, password, search, hash, href } = url;
  const isPlain = username === "" && password === "" && search === "" && hash === "";
  return isPlain && /^https?:$/.test(protocol) ? href.replace(/\/+$/, "") : null;
}

/** `URL.canParse` came after Electron 22. */
function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

const Failure = z.object({
  code: z.enum(ERROR_CODES),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const ArchiveSettings = z.object({
  /** Null: no archive is set up. */
  url: z.string().nullable(),
  user: z.string(),
  /** The password itself never leaves main. */
  hasPassword: z.boolean(),
  /** Photos are sent once a clinician has said what they show. */
  afterConfirmation: z.boolean(),
});
export type ArchiveSettings = z.output<typeof ArchiveSettings>;

const Access = z.strictObject({
  url: ArchiveUrl,
  user: z.string().trim().max(200),
  /** Null: the one that is kept. */
  password: z.string().max(200).nullable(),
});

export const NewArchiveSettings = z.strictObject({
  /** Null takes the archive away. */
  access: Access.nullable(),
  afterConfirmation: z.boolean(),
});
export type NewArchiveSettings = z.output<typeof NewArchiveSettings>;

export const ARCHIVE_STATES = ["waiting", "sent", "refused"] as const;

const ShownPhoto = PhotoSummary.pick({ id: true, name: true, patient: true, lesion: true });

export const ArchiveEntry = z.object({
  sequence: z.int(),
  photo: ShownPhoto,
  kind: z.enum(PHOTO_KINDS),
  state: z.enum(ARCHIVE_STATES),
  attempts: z.int(),
  addedAt: z.iso.datetime(),
  /** When it is tried next; in the past: as soon as its turn comes. */
  nextAt: z.iso.datetime(),
  /** When it was sent or refused. */
  endedAt: z.iso.datetime().nullable(),
  /** Of the last attempt. */
  failure: Failure.nullable(),
});
export type ArchiveEntry = z.output<typeof ArchiveEntry>;

/** What stands in the archive, or may, under a patient whose photo it is no longer. */
export const MisfiledEntry = z.object({
  sequence: z.int(),
  /** As it is now; null once it is deleted here. */
  photo: ShownPhoto.nullable(),
  /** UIDs of DICOM, by which whoever runs the archive finds it. */
  study: z.string(),
  instance: z.string(),
  /** When it became another patient's. */
  at: z.iso.datetime(),
});
export type MisfiledEntry = z.output<typeof MisfiledEntry>;

export const ArchiveQueue = z.object({
  counts: z.record(z.enum(ARCHIVE_STATES), z.int()),
  /** Nothing is sent until somebody goes on. */
  paused: z.boolean(),
  /** Why it stopped by itself; null where a person stopped it. */
  pausedBy: Failure.nullable(),
  /** What was refused or waits first, then what was sent, the latest first. */
  entries: z.array(ArchiveEntry),
  /** How many are misfiled, and the latest of them. */
  misfiled: z.object({ count: z.int(), entries: z.array(MisfiledEntry) }),
});
export type ArchiveQueue = z.output<typeof ArchiveQueue>;

const nothing = z.strictObject({});
const one = z.strictObject({ sequence: z.int() });

export const archiveRequests = {
  "archive.settings": { input: nothing, output: ArchiveSettings, roles: ROLES },
  "archive.update": { input: NewArchiveSettings, output: ArchiveSettings, roles: ["admin"] },
  /** Asks the archive for nothing in particular: fails where it could not be sent to. */
  "archive.test": { input: Access, output: nothing, roles: ["admin"] },
  "archive.queue": { input: nothing, output: ArchiveQueue, roles: ROLES },
  /** Puts photos in line; those that are there, or were sent, are left. */
  "archive.send": {
    input: z.strictObject({ photoIds: z.array(PhotoId).min(1).max(500) }),
    output: z.object({ added: z.int() }),
    roles: ROLES,
  },
  /** Tries one again at once, also one that was refused. */
  "archive.retry": { input: one, output: ArchiveQueue, roles: ROLES },
  /** Takes one out of the line. */
  "archive.remove": { input: one, output: ArchiveQueue, roles: ["clinician", "admin"] },
  /** Tells no longer of what is misfiled, once it has been removed in the archive. */
  "archive.forgetMisfiled": { input: one, output: ArchiveQueue, roles: ["clinician", "admin"] },
  "archive.pause": {
    input: z.strictObject({ paused: z.boolean() }),
    output: ArchiveQueue,
    roles: ["clinician", "admin"],
  },
  /** Writes a photo as a DICOM file, where the person chooses. */
  "dicom.save": {
    input: z.strictObject({ photoId: PhotoId }),
    output: z.object({ saved: z.boolean() }),
    roles: ROLES,
  },
} satisfies Record<string, RequestSpec>;
