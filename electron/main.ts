/** Composition root: what the application is made of. */
import { join, resolve } from "node:path";
import { app, BrowserWindow, dialog } from "electron";
import words from "../resources/locales/en.json";
import { failureOf } from "./contract/errors";
import { errorLine } from "./contract/errorText";
import type { EventName, EventPayload } from "./contract/events";
import { appHandlers } from "./ipc/app";
import { lesionHandlers } from "./ipc/lesions";
import { patientHandlers } from "./ipc/patients";
import { photoHandlers } from "./ipc/photos";
import { registerRequests } from "./ipc/register";
import { declareAppScheme, serveAppScheme } from "./shell/appProtocol";
import { openKeyring } from "./shell/keyring";
import { openLog } from "./shell/log";
import { setMenu } from "./shell/menu";
import { launchVisionProcess } from "./shell/visionProcess";
import { watchForCrashes } from "./shell/crashes";
import { lockDown, openWindow } from "./shell/window";
import { unguarded } from "./store/keyFile";
import { openStore } from "./store/open";
import { startVision } from "./vision/client";

const appFolder = __dirname;
const chosenFolder = process.env["LENTIGO_DATA"];
const dataFolder = chosenFolder ? resolve(chosenFolder) : join(app.getPath("appData"), "Lentigo");
// Chromium's own files and the single-instance lock belong to the data folder, too.
app.setPath("userData", dataFolder);
const modelFolder = join(appFolder, "..", "..", "models", "base");

// Pictures must not lie in a browser cache on the disk.
app.commandLine.appendSwitch("disable-http-cache");
declareAppScheme();

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
    dialog.showErrorBox("Lentigo", errorLine(failure, words.errors));
    app.exit(1);
  }
}

function run(log: ReturnType<typeof openLog>): void {
  const keyring = openKeyring();
  const store = openStore({
    folder: join(dataFolder, "clinic"),
    guards: keyring ? [keyring, unguarded] : [unguarded],
  });
  const { unreferencedFiles, missingFiles } = store.repair;
  if (unreferencedFiles + missingFiles > 0) {
    log.note(`files set aside: ${unreferencedFiles}, files missing: ${missingFiles}`);
  }
  const vision = startVision({
    launch: () => launchVisionProcess(join(appFolder, "vision-host.cjs"), modelFolder, log.note),
    onStatus: (status) => {
      tell("vision.status", status);
    },
  });
  const now = (): Date => new Date();
  const changed = (nouns: EventPayload<"store.changed">["nouns"]): void => {
    tell("store.changed", { nouns });
  };

  lockDown(app);
  setMenu();
  serveAppScheme({
    rendererFolder: join(appFolder, "renderer"),
    photo: (id) => store.blobs.get(store.photos.files(id).blob),
    thumbnail: (id) => store.blobs.get(store.photos.files(id).thumbnail),
    report: log.report,
  });
  registerRequests({
    isOwnFrame: (frame) =>
      BrowserWindow.getAllWindows().some(
        ({ webContents: { mainFrame } }) =>
          mainFrame.processId === frame.processId && mainFrame.routingId === frame.routingId,
      ),
    // Until accounts exist, whoever opens the application is the administrator.
    role: () => "admin",
    report: log.report,
    handlers: {
      ...appHandlers({ version: app.getVersion(), store, vision }),
      ...photoHandlers({ store, vision, now, changed }),
      ...patientHandlers({ store, now, changed }),
      ...lesionHandlers({ store, now, changed }),
    },
  });

  openWindow(appFolder);
  app.on("second-instance", () => {
    showWindow(appFolder);
  });
  app.on("activate", () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(appFolder);
  });
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  app.on("will-quit", () => {
    vision.stop();
    store.close();
  });
}

/** Tells every window. */
function tell<E extends EventName>(event: E, payload: EventPayload<E>): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(event, payload);
}

function showWindow(folder: string): void {
  const [window] = BrowserWindow.getAllWindows();
  if (!window) {
    openWindow(folder);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}
