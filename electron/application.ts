/** What the application is made of while it runs, whether or not somebody is signed in. */
import { join } from "node:path";
import { app, BrowserWindow } from "electron";
import { enterClinic, fillDemoClinic, type EnteredClinic } from "./clinic";
import { LentigoError } from "./contract/errors";
import { languageOf, type Language } from "./domain/language";
import { appHandlers } from "./ipc/app";
import { restoreHandlers } from "./ipc/backups";
import { registerRequests } from "./ipc/register";
import { sessionHandlers } from "./ipc/session";
import { startTypesetter } from "./reports/client";
import { createCameraGate } from "./shell/cameraGate";
import { serveAppScheme } from "./shell/appProtocol";
import { chooseFolder } from "./shell/chooseFolder";
import { createIdleLock } from "./shell/idleLock";
import { keepAwake } from "./shell/keepAwake";
import { openKeyring } from "./shell/keyring";
import type { AppLog } from "./shell/log";
import { setMenu } from "./shell/menu";
import { quitInOrder } from "./shell/quitInOrder";
import { tell, tellChanged } from "./shell/tell";
import { launchTrainerProcess } from "./shell/trainerProcess";
import { launchTypesetterProcess } from "./shell/typesetterProcess";
import { launchVisionProcess } from "./shell/visionProcess";
import { lockDown, openWindow, workWindow } from "./shell/window";
import { openDoor } from "./store/door";
import { unguarded } from "./store/keyFile";
import type { Store } from "./store/open";
import { startVision } from "./vision/client";
import { createRestores } from "./workflows/backups/restores";
import { peekShipped } from "./workflows/modelFolders";
import type { OfferedModel } from "./workflows/offeredModel";
import { createSessions } from "./workflows/session";
import { createTrainingRuns } from "./workflows/trainingRuns";
import { WORDS } from "./words";

export interface ApplicationOptions {
  /** Where the bundles of this program are. */
  readonly appFolder: string;
  readonly resourcesFolder: string;
  /** The model that comes with the program. */
  readonly shippedFolder: string;
  /** Where the clinic's store is, or will be. */
  readonly clinicFolder: string;
  readonly demoFolder: string;
  readonly log: AppLog;
  /** A model file that somebody opened. */
  readonly offered: OfferedModel;
}

/** @throws LentigoError where the clinic's key is damaged */
export function runApplication(options: ApplicationOptions): void {
  const { appFolder, resourcesFolder, shippedFolder, clinicFolder, demoFolder, log } = options;
  const bundle = (name: string): string => join(appFolder, `${name}.cjs`);
  const now = (): Date => new Date();
  const keyring = openKeyring();
  const door = openDoor({
    folder: clinicFolder,
    guards: keyring ? [keyring, unguarded] : [unguarded],
  });
  door.state(); // a damaged key is told before anything else

  const vision = startVision({
    modelFolder: shippedFolder,
    launch: (folder) => launchVisionProcess(bundle("vision-host"), folder, log.note),
    onStatus: (status) => {
      tell("vision.status", status);
    },
  });
  const runs = createTrainingRuns({
    launch: () => launchTrainerProcess(bundle("trainer-host"), log.note),
    software: {
      Lentigo: app.getVersion(),
      Electron: process.versions.electron,
      "Node.js": process.versions.node,
    },
    keepAwake,
    now,
    onChange: (run) => {
      tell("training.progress", run);
      if (run.state === "done") tellChanged(["models"]);
    },
    report: log.report,
  });
  const typesetter = startTypesetter({
    launch: () => launchTypesetterProcess(bundle("typesetter-host"), resourcesFolder, log.note),
  });
  const camera = createCameraGate();
  let entered: EnteredClinic | null = null;
  const idleLock = createIdleLock((reason) => void sessions.lock(reason));
  const sessions = createSessions({
    folder: clinicFolder,
    demoFolder,
    door,
    isAlone: true,
    now,
    onChange: (session) => {
      entered = null;
      typesetter.stop();
      entered = session && enterClinic(session, parts);
      if (session && !session.dataKey) fillDemoClinic(session, parts);
      if (!session) {
        idleLock.stop();
        runs.detach();
      }
      camera.close();
      tell("session.changed", sessions.state());
    },
  });
  const restores = createRestores({
    clinic: clinicFolder,
    sessions,
    suspend: () => runs.suspend(),
    workerFile: bundle("backup-worker"),
    now,
    onProgress: (share) => {
      tell("backup.progress", { share });
    },
    report: log.report,
  });
  const parts = {
    ...{ clinicFolder, demoFolder, bundle, now, report: log.report, offered: options.offered },
    ...{ door, vision, runs, typesetter, camera, idleLock, sessions, restores },
    shipped: peekShipped(shippedFolder),
    software: app.getVersion(),
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
      if (!entered) throw new LentigoError("session.locked");
      return entered.reportDesk.sheets(id);
    },
    report: log.report,
  });
  registerRequests({
    isOwnFrame: (frame) =>
      BrowserWindow.getAllWindows().some(
        ({ webContents: { mainFrame } }) =>
          mainFrame.processId === frame.processId && mainFrame.routingId === frame.routingId,
      ),
    signedIn: () => entered?.signedIn ?? null,
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
