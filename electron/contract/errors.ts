/**
 * Every failure that a person can meet has a code. The words for it (what happened, what is
 * safe, what to do) stand in the locale files under `errors.<code>`; an error carries only
 * the code and values for those words, never a stack, a path or anything about a patient.
 */
export const ERROR_CODES = [
  "internal",
  "request.invalid",
  "request.forbidden",
  "session.locked",
  "session.denied",
  "session.slow-down",
  "session.recovery-key",
  "account.name-taken",
  "account.missing",
  "account.last-admin",
  "photo.empty",
  "photo.not-an-image",
  "photo.format",
  "photo.animated",
  "photo.too-large",
  "photo.damaged",
  "photo.unreadable",
  "photo.missing",
  "photo.file-damaged",
  "photo.file-missing",
  "vision.unavailable",
  "vision.interrupted",
  "model.missing",
  "model.damaged",
  "model.version",
  "model.unsuited",
  "model.unknown",
  "model.exists",
  "model.in-use",
  "model.not-candidate",
  "model.discarded",
  "model.reason-needed",
  "model.not-started",
  "model.file-unreadable",
  "model.file-foreign",
  "model.file-damaged",
  "model.file-newer",
  "model.file-too-large",
  "store.key-missing",
  "store.key-damaged",
  "store.wrong-key",
  "store.newer",
  "store.damaged",
  "store.missing",
  "store.full",
  "store.changed",
  "backup.none",
  "backup.unreachable",
  "backup.inside",
  "backup.foreign",
  "backup.damaged",
  "backup.newer",
  "backup.full",
  "backup.running",
  "backup.no-folder",
  "labels.unreadable",
  "labels.columns",
  "labels.images",
  "labels.empty",
  "recipe.unknown",
  "weights.unreadable",
  "weights.unsuited",
  "training.missing",
  "training.running",
  "checkpoint.version",
  "checkpoint.exists",
  "checkpoint.other-run",
  "training.too-few",
  "training.data-changed",
  "training.overlap",
  "training.memory",
  "training.cancelled",
  "training.interrupted",
  "training.unsuited",
  "dataset.missing",
  "dataset.layout",
  "dataset.tables",
  "dataset.unreadable",
  "dataset.columns",
  "dataset.empty",
  "dataset.task",
  "dataset.part",
  "output.unwritable",
  "patient.missing",
  "patient.number-taken",
  "patient.not-confirmed",
  "consent.date-future",
  "visit.missing",
  "visit.not-empty",
  "visit.note-too-long",
  "visit.future",
  "import.too-large",
  "import.unreadable",
  "import.empty",
  "import.columns",
  "import.cancelled",
  "table.too-large",
  "export.cancelled",
  "export.nothing",
  "export.folder-exists",
  "export.keys-inside",
  "export.keys-exist",
  "export.no-patient",
  "outcome.missing",
  "outcome.withdrawn",
  "outcome.future",
  "lesion.missing",
  "lesion.not-empty",
  "lesion.other-patient",
  "demo.other-records",
  "dicom.damaged",
  "dicom.encoding",
  "dicom.not-a-photo",
  "dicom.other-patient",
  "archive.not-set-up",
  "archive.address",
  "archive.unreachable",
  "archive.timeout",
  "archive.denied",
  "archive.certificate",
  "archive.refused",
  "archive.failed",
  "archive.no-patient",
  "archive.entry-missing",
  "report.missing",
  "report.not-set",
  "report.outdated",
  "report.empty",
  "report.superseded",
  "report.damaged",
  "report.not-printed",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Values for the words of an error: a format's name, a limit in megapixels, a log id. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** What crosses a boundary (IPC, a child process, the command line) in place of an exception. */
export interface Failure {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** Recognise it by `code`: an instance does not survive the way between processes. */
export class LentigoError extends Error {
  override readonly name = "LentigoError";

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

/** The failure an error stands for; null where it is not one of ours. */
export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  const { code } = error;
  if (typeof code !== "string" || !isErrorCode(code)) return null;
  const details = "details" in error ? (error.details as ErrorDetails) : {};
  return { code, details };
}

function isErrorCode(text: string): text is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(text);
}
