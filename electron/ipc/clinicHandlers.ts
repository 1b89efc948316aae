import type { EventPayload } from "../contract/events";
import type { ClinicChannel } from "../contract/requests";
import type { Actor } from "../domain/audit";
import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import type { RecordedChange } from "../workflows/recordedChange";
import { accountHandlers, type AccountHandlerOptions } from "./accounts";
import { archiveHandlers, type ArchiveHandlerOptions } from "./archive";
import { auditHandlers } from "./audit";
import { backupHandlers, type BackupHandlerOptions } from "./backups";
import { cameraHandlers, type CameraHandlerOptions } from "./camera";
import { dashboardHandlers } from "./dashboard";
import { examinationHandlers, type ExaminationHandlerOptions } from "./examinations";
import { exportHandlers, type ExportHandlerOptions } from "./exports";
import type { HandlersFor } from "./handlers";
import type { ImportHandlerOptions } from "./imports";
import { lesionHandlers } from "./lesions";
import { modelHandlers, type ModelHandlerOptions } from "./models";
import { outcomeHandlers } from "./outcomes";
import { patientHandlers } from "./patients";
import { photoHandlers, type PhotoHandlerOptions } from "./photos";
import { reportHandlers, type ReportHandlerOptions } from "./reports";
import { settingsHandlers } from "./settings";
import { trainingHandlers, type TrainingHandlerOptions } from "./training";
import { visitHandlers } from "./visits";

export interface ClinicHandlerOptions
  extends
    AccountHandlerOptions,
    ArchiveHandlerOptions,
    BackupHandlerOptions,
    CameraHandlerOptions,
    ExaminationHandlerOptions,
    ExportHandlerOptions,
    ImportHandlerOptions,
    ModelHandlerOptions,
    PhotoHandlerOptions,
    ReportHandlerOptions,
    TrainingHandlerOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly actor: Actor;
  readonly vision: VisionClient;
  readonly now: () => Date;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

/** Everything that can be asked while somebody is signed in; made anew at every sign-in. */
export function clinicHandlers(options: ClinicHandlerOptions): HandlersFor<ClinicChannel> {
  return {
    ...accountHandlers(options),
    ...archiveHandlers(options),
    ...auditHandlers(options),
    ...backupHandlers(options),
    ...examinationHandlers(options),
    ...photoHandlers(options),
    ...patientHandlers(options),
    ...visitHandlers(options),
    ...lesionHandlers(options),
    ...outcomeHandlers(options),
    ...reportHandlers(options),
    ...dashboardHandlers(options),
    ...exportHandlers(options),
    ...modelHandlers(options),
    ...trainingHandlers(options),
    ...settingsHandlers(options),
    ...cameraHandlers(options),
  };
}
