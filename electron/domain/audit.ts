import type { Role } from "./role";

/** Everything that the audit log can tell; the words for people stand in the locale files. */
export const AUDIT_ACTIONS = [
  "clinic.created",
  "clinic.changed",
  "clinic.recovered",
  "clinic.restored",
  "clinic.backed-up",
  "account.created",
  "account.changed",
  "account.password-changed",
  "account.password-reset",
  "recovery-key.renewed",
  "session.signed-in",
  "session.failed",
  "session.locked",
  "request.refused",
  "log.head-mismatch",
  "log.exported",
  "list.exported",
  "research.exported",
  "patient.created",
  "patient.changed",
  "patient.opened",
  "patient.archived",
  "patient.restored",
  "patient.merged",
  "patient.deleted",
  "patient.consent",
  "patients.imported",
  "photo.added",
  "photo.assigned",
  "photo.analysed",
  "photo.described",
  "photo.deleted",
  "photo.outcome",
  "photo.exported",
  "archive.changed",
  "archive.queued",
  "archive.sent",
  "archive.refused",
  "archive.removed",
  "archive.paused",
  "archive.resumed",
  "visit.created",
  "visit.changed",
  "visit.deleted",
  "lesion.created",
  "lesion.changed",
  "lesion.deleted",
  "label.reviewed",
  "training.started",
  "training.cancelled",
  "training.finished",
  "training.failed",
  "training.recorded",
  "model.promoted",
  "model.rolled-back",
  "model.discarded",
  "model.deleted",
  "model.imported",
  "model.exported",
  "model.annotated",
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who is at work. `id` is null where the application acts for itself. */
export interface Actor {
  readonly id: string | null;
  readonly name: string;
  readonly role: Role;
}
