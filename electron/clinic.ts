/** What a clinic is made of while somebody is signed in to it. */
import { join } from "node:path";
import type { SignedIn } from "./ipc/answer";
import { clinicHandlers } from "./ipc/clinicHandlers";
import type { Typesetter } from "./reports/client";
import type { CameraGate } from "./shell/cameraGate";
import { chooseFile } from "./shell/chooseFile";
import { chooseFolder } from "./shell/chooseFolder";
import type { IdleLock } from "./shell/idleLock";
import { printReport } from "./shell/printReport";
import { tell, tellChanged } from "./shell/tell";
import type { Door } from "./store/door";
import type { VisionClient } from "./vision/client";
import { createAccounts } from "./workflows/accounts";
import { createArchive } from "./workflows/archive";
import { createBackups } from "./workflows/backups/backups";
import { createExaminations } from "./workflows/backups/examinations";
import type { Restores } from "./workflows/backups/restores";
import { createDemoClinic } from "./workflows/createDemoClinic";
import { createModelExchange } from "./workflows/modelExchange";
import { installedModel, openModelFolders, type ShippedModel } from "./workflows/modelFolders";
import { createModelRegistry } from "./workflows/modelRegistry";
import type { OfferedModel } from "./workflows/offeredModel";
import { writeWhole } from "./workflows/outputFile";
import { createPhotoObjects } from "./workflows/photoObjects";
import { createRecordedChange } from "./workflows/recordedChange";
import { createReportDesk, type ReportDesk } from "./workflows/reporting/desk";
import { operatingPointsOf } from "./workflows/reporting/operatingPoints";
import type { OpenSession, Sessions } from "./workflows/session";
import { createSimilarCases } from "./workflows/similarCases";
import { readTrainingFolder } from "./workflows/trainingFolder/reader";
import { takeFolder, type TrainingFolder } from "./workflows/trainingFolder/takeFolder";
import type { TrainingRuns } from "./workflows/trainingRuns";
import { EXPORT_WORDS } from "./words";

/** What every clinic uses, and what stays when it is locked. */
export interface ApplicationParts {
  readonly clinicFolder: string;
  readonly demoFolder: string;
  /** The file of a program that runs beside main. */
  readonly bundle: (name: string) => string;
  readonly door: Door;
  readonly vision: VisionClient;
  readonly runs: TrainingRuns;
  readonly typesetter: Typesetter;
  readonly camera: CameraGate;
  readonly idleLock: IdleLock;
  readonly sessions: Sessions;
  readonly restores: Restores;
  readonly shipped: ShippedModel | null;
  readonly offered: OfferedModel;
  /** This program's version. */
  readonly software: string;
  readonly now: () => Date;
  /** Logs what should not happen, and returns the entry's id. */
  readonly report: (error: unknown) => string;
}

/** A clinic that can be asked something. */
export interface EnteredClinic {
  readonly signedIn: SignedIn;
  readonly reportDesk: ReportDesk;
}

/** Makes everything that works on an open store, and begins what goes on beside people's work. */
export function enterClinic(session: OpenSession, parts: ApplicationParts): EnteredClinic {
  const { store, actor, dataKey, ending } = session;
  const { clinicFolder, demoFolder, bundle, vision, runs, typesetter, sessions } = parts;
  const { shipped, software, now, report } = parts;
  const { during } = sessions;
  const recorded = createRecordedChange({ store, actor, now });
  const watchIdle = (): void => {
    if (dataKey) parts.idleLock.start(store.settings.clinic().lockAfterMinutes);
  };
  const settingsChanged = (): void => {
    watchIdle();
    tell("session.changed", sessions.state());
  };
  const accounts = createAccounts({ session, sessions, door: parts.door, recorded, now });
  const home = dataKey ? clinicFolder : demoFolder;
  const folders = openModelFolders({ store, folder: join(home, "models"), shipped });
  const models = createModelRegistry({ store, recorded, actor, now, folders });
  const exchange = createModelExchange({ store, recorded, folders });
  const similarCases = createSimilarCases(store);
  const reportDesk = createReportDesk({
    ...{ store, recorded, actor, vision, similarCases, now },
    typeset: typesetter.typeset,
    operatingPointsOf: (version) => operatingPointsOf(store, folders, version),
  });
  models.knowShipped();
  models.useActive(vision);
  during(folders.keepShipped).catch(report);
  const objects = createPhotoObjects({ store, vision, software });
  const archive = createArchive({
    ...{ store, actor, recorded, objects, now, during, ending, report },
    onChange: () => {
      tellChanged(["archive"]);
    },
  });
  const attached = runs.attach({
    ...{ store, recorded, actor, models, during },
    folder: join(home, "training"),
    // The demo clinic goes when it is left; nobody may be writing there then.
    endsWith: dataKey ? null : ending,
  });
  during(() => attached).catch(report);
  archive.wake();
  watchIdle();
  const keeping = dataKey && {
    ...{ store, recorded, dataKey, now, ending, during, report },
    ...{ clinic: clinicFolder, shipped: installedModel(shipped) },
    workerFile: bundle("backup-worker"),
  };
  const backups =
    keeping &&
    createBackups({
      ...keeping,
      onProgress: (share) => {
        tell("backup.progress", { share });
      },
    });
  const examinations =
    keeping &&
    createExaminations({
      ...keeping,
      onProgress: (share) => {
        tell("records.progress", { share });
      },
      onModelsBack: () => {
        models.useActive(vision);
        tellChanged(["models"]);
      },
    });
  // Among 300,000 photos it takes seconds: nobody waits for it at sign-in.
  const setRight = examinations ? examinations.setRight : () => store.repair(ending);
  during<unknown>(setRight).catch(report);
  const signedIn: SignedIn = {
    // As it is now: administrators may have changed their own.
    get role() {
      return store.accounts.get(session.accountId).role;
    },
    during,
    refused: (channel) => {
      recorded("request.refused", null, () => undefined, { channel });
    },
    handlers: clinicHandlers({
      ...{ store, actor, recorded, vision, now, ending, software, archive, objects },
      ...{ accounts, settingsChanged, models, exchange, folders, runs, similarCases },
      ...{ backups, examinations, desk: reportDesk, changed: tellChanged },
      ...{ camera: parts.camera, offered: parts.offered, restores: parts.restores },
      readFolder: () => readFolder(session, bundle("training-folder-worker")),
      importProgress: (progress) => {
        tell("import.progress", progress);
      },
      exportProgress: (progress) => {
        tell("export.progress", progress);
      },
      exportWords: EXPORT_WORDS,
      saveFile: async (name, content) => {
        const file = await chooseFile(name, ending);
        if (file !== null) await writeWhole(file, content);
        return file !== null;
      },
      chooseFile: (name) => chooseFile(name, ending),
      chooseFolder: () => chooseFolder(ending),
      printReport: (id) => printReport(id, reportDesk.sheets(id).paper, ending),
      reportProgress: (progress) => {
        tell("reports.progress", progress);
      },
    }),
  };
  return { signedIn, reportDesk };
}

/** Fills the demo clinic with invented patients, beside what people do in it. */
export function fillDemoClinic(session: OpenSession, parts: ApplicationParts): void {
  const { store, actor, ending } = session;
  const { bundle, vision, sessions, now, report } = parts;
  const recorded = createRecordedChange({ store, actor, now });
  const onProgress = (done: number, total: number): void => {
    tellChanged(["photos", "patients", "lesions"]);
    tell("demo.progress", { done, total });
  };
  const workerFile = bundle("demo-draw-worker");
  const fill = () =>
    createDemoClinic({ store, recorded, vision, now, workerFile, onProgress, signal: ending });
  sessions.during(fill).catch(report);
}

/** Asks for a folder of labelled photos and reads it; null where the person thought better of it. */
async function readFolder(
  { store, ending }: OpenSession,
  workerFile: string,
): Promise<TrainingFolder | null> {
  const folder = await chooseFolder(ending);
  if (folder === null) return null;
  const dataset = await readTrainingFolder({
    ...{ workerFile, folder },
    onProgress: (done, total) => {
      tell("training.reading", { done, total });
    },
    signal: ending,
  });
  return takeFolder(folder, dataset, (content) => store.blobs.nameOf(content), ending);
}
