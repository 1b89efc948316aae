/** The one table of what main tells the window without being asked. */
import * as z from "zod";
import { ExportProgress } from "./exports";
import { ImportProgress } from "./imports";
import { SessionState } from "./session";
import { VisionStatus } from "./shapes";
import { TrainingRun } from "./training";

export const events = {
  /** Rows changed: whoever shows such nouns asks again. */
  "store.changed": z.object({
    nouns: z.array(z.enum(["photos", "patients", "lesions", "models", "archive", "reports"])),
  }),
  "vision.status": VisionStatus,
  /** The demo clinic fills itself: photos that are in, and all. */
  "demo.progress": z.object({ done: z.int(), total: z.int() }),
  /** A folder to learn from is being read: photos looked at, and all. */
  "training.reading": z.object({ done: z.int(), total: z.int() }),
  /** How the run under way stands, a few times a second; and how it ended. */
  "training.progress": TrainingRun,
  /** The case reports of a day are being written: those done, and all. */
  "reports.progress": z.object({ done: z.int(), total: z.int() }),
  /** How far the preview or import of a table of patients is. */
  "import.progress": ImportProgress,
  /** How far the list or the photos being written are. */
  "export.progress": ExportProgress,
  /** How far a backup, or the restoring of one, is; null when it has come to its end. */
  "backup.progress": z.object({ share: z.number().min(0).max(1).nullable() }),
  /** How far a look through the records is; null when it has come to its end. */
  "records.progress": z.object({ share: z.number().min(0).max(1).nullable() }),
  /** Somebody signed in, or the clinic was locked. */
  "session.changed": SessionState,
} satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;

export const EVENT_NAMES = Object.keys(events) as EventName[];
