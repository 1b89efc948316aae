/** Composition root: what the application is made of. */
import { join } from "node:path";
import { app, BrowserWindow, dialog } from "electron";
import de from "../resources/locales/de.json";
import en from "../resources/locales/en.json";
import { failureOf, LentigoError } from "./contract/errors";
import { errorLine } from "./contract/errorText";
import type { EventName, EventPayload } from "./contract/events";
import { languageOf, type Language } from "./domain/language";
import { appHandlers } from "./ipc/app";
import type { SignedIn } from "./ipc/answer";
import { clinicHandlers } from "./ipc/clinicHandlers";
import { restoreHandlers } from "./ipc/backups";
import { registerRequests } from "./ipc/register";
import { sessionHandlers } from "./ipc/session";
import { startTypesetter } from "./reports/client";
import { createCameraGate } from "./shell/cameraGate";
import { declareAppScheme, serveAppScheme } from "./shell/appProtocol";
import { chooseFile } from "./shell/chooseFile";
import { chooseFolder } from "./shell/chooseFolder";
import { createIdleLock } from "./shell/idleLock";
import { keepAwake } from "./shell/keepAwake";
import { openKeyring } from "./shell/keyring";
import { openLog } from "./shell/log";
import { setMenu } from "./shell/menu";
import { printReport } from "./shell/printReport";
import { quitInOrder } from "./shell/quitInOrder";
import { launchTrainerProcess } from "./shell/trainerProcess";
import { launchTypesetterProcess } from "./shell/typesetterProcess";
import { launchVisionProcess } from "./shell/visionProcess";
import { watchForCrashes } from "./shell/crashes";
import { lockDown, openWindow, workWindow } from "./shell/window";
import { dataFolderOf } from "./store/dataFolder";
import { openDoor } from "./store/door";
import { unguarded } from "./store/keyFile";
import type { Store } from "./store/open";
import { startVision } from "./vision/client";
import { createAccounts } from "./workflows/accounts";
import { createArchive } from "./workflows/archive";
import { createBackups } from "./workflows/backups/backups";
import { createExaminations } from "./workflows/backups/examinations";
import { createRestores } from "./workflows/backups/restores";
import { createDemoClinic } from "./workflows/createDemoClinic";
import { exportWordsOf } from "./workflows/exportWords";
import { createModelExchange } from "./workflows/modelExchange";
import { openModelFolders, peekShipped } from "./workflows/modelFolders";
import { createModelRegistry } from "./workflows/modelRegistry";
import { createOfferedModel, modelFileAmong } from "./workflows/offeredModel";
import { writeWhole } from "./workflows/outputFile";
import { createPhotoObjects } from "./workflows/photoObjects";
import { createRecordedChange } from "./workflows/recordedChange";
import { createReportDesk, type ReportDesk } from "./workflows/reporting/desk";
import { operatingPointsOf } from "./workflows/reporting/operatingPoints";
import { createSessions, type OpenSession } from "./workflows/session";
import { createSimilarCases } from "./workflows/similarCases";
import { readTrainingFolder } from "./workflows/trainingFolder/reader";
import { takeFolder, type TrainingFolder } from "./workflows/trainingFolder/takeFolder";
import { createTrainingRuns } from "./workflows/trainingRuns";

const WORDS = { en, de };
const EXPORT_WORDS = { en: exportWordsOf(en), de: exportWordsOf(de) };
const appFolder = __dirname;
// What native code reads, or is copied as a file, lies beside a package's archive.
const filesFolder = join(appFolder, "..", "..") + (app.isPackaged ? ".unpacked" : "");
const resourcesFolder = join(filesFolder, "resources");
const shippedFolder = join(filesFolder, "models", "base");
const dataFolder = dataFolderOf({
  platform: process.platform,
  env: process.env,
  asked: app.commandLine.getSwitchValue("data-folder"),
  program: app.isPackaged ? process.execPath : null,
});
// Chromium's own files and the single-instance lock belong to the data folder, too.
app.setPath("userData", dataFolder);

// Pictures must not lie in a browser cache on the disk.
app.commandLine.appendSwitch("disable-http-cache");
declareAppScheme();

const offered = createOfferedModel();
offer(process.argv, process.cwd());
// How macOS hands a file over, which it may do before all is ready.
app.on("open-file", (event, file) => {
  event.preventDefault();
  offer([file], "/");
});

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  const log = openLog(join(dataFolder, "logs"));
  watchForCrashes(app, log);
  try {
    run(log);
  } catch (error) {
    const failure = failureOf(error) ?? { code: "internal", details: { logId: log.report(error) } };
    // There is no window yet to have chosen a language in.
    const words = WORDS[languageOf(app.getLocale())];
    dialog.showErrorBox("Lentigo", errorLine(failure, words.errors));
    app.exit(1);
  }
}

function run(log: ReturnType<typeof openLog>): void {
  const keyring = openKeyring();
  const clinicFolder = join(dataFolder, "clinic");
  const demoFolder = join(dataFolder, "demo");
  const door = openDoor({
    folder: clinicFolder,
    guards: keyring ? [keyring, unguarded] : [unguarded],
  });
  door.state(); // a damaged key is told before anything else
  const vision = startVision({
    modelFolder: shippedFolder,
    launch: (folder) => launchVisionProcess(join(appFolder, "vision-host.cjs"), folder, log.note),
    onStatus: (status) => {
      tell("vision.status", status);
    },
  });
  const shipped = peekShipped(shippedFolder);
  const now = (): Date => new Date();
  const changed = (nouns: EventPayload<"store.changed">["nouns"]): void => {
    tell("store.changed", { nouns });
  };

  const runs = createTrainingRuns({
    launch: () => launchTrainerProcess(join(appFolder, "trainer-host.cjs"), log.note),
    software: {
      Lentigo: app.getVersion(),
      Electron: process.versions.electron,
      "Node.js": process.versions.node,
    },
    keepAwake,
    now,
    onChange: (run) => {
      tell("training.progress", run);
      if (run.state === "done") changed(["models"]);
    },
    report: log.report,
  });

  const typesetter = startTypesetter({
    launch: () =>
      launchTypesetterProcess(join(appFolder, "typesetter-host.cjs"), resourcesFolder, log.note),
  });

  const camera = createCameraGate();
  let signedIn: SignedIn | null = null;
  let reportDesk: ReportDesk | null = null;
  const idleLock = createIdleLock((reason) => void sessions.lock(reason));
  const sessions = createSessions({
    folder: clinicFolder,
    demoFolder,
    door,
    isAlone: true,
    now,
    onChange: (session) => {
      reportDesk = null;
      typesetter.stop();
      signedIn = session && enter(session);
      if (session && !session.dataKey) fillDemo(session);
      if (!session) {
        idleLock.stop();
        runs.detach();
      }
      camera.close();
      tell("session.changed", sessions.state());
    },
  });

  const backupWorker = join(appFolder, "backup-worker.cjs");
  const backupProgress = (share: number | null): void => {
    tell("backup.progress", { share });
  };
  const restores = createRestores({
    clinic: clinicFolder,
    sessions,
    suspend: () => runs.suspend(),
    workerFile: backupWorker,
    now,
    onProgress: backupProgress,
    report: log.report,
  });

  const enter = (session: OpenSession): SignedIn => {
    const { store, actor } = session;
    const recorded = createRecordedChange({ store, actor, now });
    const watchIdle = (): void => {
      if (session.dataKey) idleLock.start(store.settings.clinic().lockAfterMinutes);
    };
    const settingsChanged = (): void => {
      watchIdle();
      tell("session.changed", sessions.state());
    };
    const accounts = createAccounts({ session, sessions, door, recorded, now });
    const home = session.dataKey ? clinicFolder : demoFolder;
    const folders = openModelFolders({ store, folder: join(home, "models"), shipped });
    const models = createModelRegistry({ store, recorded, actor, now, folders });
    const exchange = createModelExchange({ store, recorded, folders });
    const similarCases = createSimilarCases(store);
    const desk = createReportDesk({
      ...{ store, recorded, actor, vision, similarCases, now },
      typeset: typesetter.typeset,
      operatingPointsOf: (version) => operatingPointsOf(store, folders, version),
    });
    reportDesk = desk;
    models.knowShipped();
    models.useActive(vision);
    sessions.during(folders.keepShipped).catch(log.report);
    const { during } = sessions;
    const objects = createPhotoObjects({ store, vision, software: app.getVersion() });
    const archive = createArchive({
      ...{ store, recorded, objects, now, during },
      ending: session.ending,
      onChange: () => {
        changed(["archive"]);
      },
      report: log.report,
    });
    const entered = runs.attach({
      ...{ store, recorded, actor, models, during },
      folder: join(home, "training"),
      // The demo clinic goes when it is left; nobody may be writing there then.
      endsWith: session.dataKey ? null : session.ending,
    });
    during(() => entered).catch(log.report);
    archive.wake();
    watchIdle();
    const { dataKey, ending } = session;
    const keeping = dataKey && {
      ...{ store, recorded, dataKey, now, ending, during },
      clinic: clinicFolder,
      workerFile: backupWorker,
      report: log.report,
    };
    const backups = keeping && createBackups({ ...keeping, onProgress: backupProgress });
    const examinations =
      keeping &&
      createExaminations({
        ...keeping,
        onProgress: (share) => {
          tell("records.progress", { share });
        },
      });
    // Among 300,000 photos it takes seconds: nobody waits for it at sign-in.
    const setRight = examinations ? examinations.setRight : () => store.repair(ending);
    during<unknown>(setRight).catch(log.report);
    return {
      // As it is now: administrators may have changed their own.
      get role() {
        return store.accounts.get(session.accountId).role;
      },
      during,
      refused: (channel) => {
        recorded("request.refused", null, () => undefined, { channel });
      },
      handlers: clinicHandlers({
        ...{ store, actor, recorded, vision, now, changed, camera, archive, objects },
        ...{ accounts, settingsChanged, models, exchange, offered, folders, runs, similarCases },
        ...{ desk, backups, examinations, restores },
        readFolder: () => readFolder(session),
        ending: session.ending,
        importProgress: (progress) => {
          tell("import.progress", progress);
        },
        exportProgress: (progress) => {
          tell("export.progress", progress);
        },
        exportWords: EXPORT_WORDS,
        software: app.getVersion(),
        saveFile: async (name, content) => {
          const file = await chooseFile(name, session.ending);
          if (file !== null) await writeWhole(file, content);
          return file !== null;
        },
        chooseFile: (name) => chooseFile(name, session.ending),
        chooseFolder: () => chooseFolder(session.ending),
        printReport: (id) => printReport(id, desk.sheets(id).paper, session.ending),
        reportProgress: (progress) => {
          tell("reports.progress", progress);
        },
      }),
    };
  };

  const readFolder = async ({ store, ending }: OpenSession): Promise<TrainingFolder | null> => {
    const folder = await chooseFolder(ending);
    if (folder === null) return null;
    const dataset = await readTrainingFolder({
      workerFile: join(appFolder, "training-folder-worker.cjs"),
      folder,
      onProgress: (done, total) => {
        tell("training.reading", { done, total });
      },
      signal: ending,
    });
    return takeFolder(folder, dataset, (content) => store.blobs.nameOf(content), ending);
  };

  const fillDemo = (session: OpenSession): void => {
    const { store, actor, ending } = session;
    const recorded = createRecordedChange({ store, actor, now });
    const onProgress = (done: number, total: number): void => {
      changed(["photos", "patients", "lesions"]);
      tell("demo.progress", { done, total });
    };
    const workerFile = join(appFolder, "demo-draw-worker.cjs");
    const fill = () =>
      createDemoClinic({ store, recorded, vision, now, workerFile, onProgress, signal: ending });
    sessions.during(fill).catch(log.report);
  };

  lockDown(app, camera);
  const speak = (language: Language): void => {
    setMenu(WORDS[language].menu);
  };
  speak(languageOf(app.getLocale()));
  const openStore = (): Store => {
    const session = sessions.current();
    if (!session) throw new LentigoError("session.locked");
    return session.store;
  };
  serveAppScheme({
    rendererFolder: join(appFolder, "renderer"),
    photo: (id) => openStore().blobs.get(openStore().photos.files(id).blob),
    thumbnail: (id) => openStore().blobs.get(openStore().photos.files(id).thumbnail),
    sheets: (id) => {
      if (!reportDesk) throw new LentigoError("session.locked");
      return reportDesk.sheets(id);
    },
    report: log.report,
  });
  registerRequests({
    isOwnFrame: (frame) =>
      BrowserWindow.getAllWindows().some(
        ({ webContents: { mainFrame } }) =>
          mainFrame.processId === frame.processId && mainFrame.routingId === frame.routingId,
      ),
    signedIn: () => signedIn,
    report: log.report,
    always: {
      ...appHandlers({ version: app.getVersion(), vision, speak }),
      ...sessionHandlers({ sessions, touched: idleLock.touch }),
      ...restoreHandlers({
        restores,
        // Nobody is signed in who could be locked out meanwhile.
        chooseFolder: () => chooseFolder(new AbortController().signal),
      }),
    },
  });

  openWindow(appFolder);
  app.on("second-instance", (_event, args, folder) => {
    showWindow(appFolder);
    offer(args, folder);
  });
  app.on("activate", () => {
    if (!workWindow()) openWindow(appFolder);
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  quitInOrder(app, {
    isOpen: () => sessions.current() !== null,
    close: () => Promise.all([runs.suspend(), sessions.lock("quit").catch(log.report)]),
    giveUp: () => {
      vision.stop();
    },
  });
  app.on("will-quit", () => {
    vision.stop();
  });
}

/** Keeps a model file that somebody opened until an administrator has answered. */
function offer(args: readonly string[], folder: string): void {
  const file = modelFileAmong(args, folder);
  if (file === null) return;
  offered.offer(file);
  tell("store.changed", { nouns: ["models"] });
}

/** Tells every window. */
function tell<E extends EventName>(event: E, payload: EventPayload<E>): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(event, payload);
}

function showWindow(folder: string): void {
  const window = workWindow();
  if (!window) {
    openWindow(folder);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}
