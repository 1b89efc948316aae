/** Where the application begins: once for each data folder, or with a word on why it cannot. */
import { join } from "node:path";
import { app, dialog } from "electron";
import { runApplication } from "./application";
import { failureOf } from "./contract/errors";
import { errorLine } from "./contract/errorText";
import { languageOf } from "./domain/language";
import { declareAppScheme } from "./shell/appProtocol";
import { watchForCrashes } from "./shell/crashes";
import { openLog } from "./shell/log";
import { tellChanged } from "./shell/tell";
import { showWindow } from "./shell/window";
import { dataFolderOf } from "./store/dataFolder";
import { createOfferedModel, modelFileAmong } from "./workflows/offeredModel";
import { WORDS } from "./words";

const appFolder = __dirname;
// What native code reads, or is copied as a file, lies beside a package's archive.
const filesFolder = join(appFolder, "..", "..") + (app.isPackaged ? ".unpacked" : "");
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
    runApplication({
      appFolder,
      resourcesFolder: join(filesFolder, "resources"),
      shippedFolder: join(filesFolder, "models", "base"),
      clinicFolder: join(dataFolder, "clinic"),
      demoFolder: join(dataFolder, "demo"),
      ...{ log, offered },
    });
    app.on("second-instance", (_event, args, folder) => {
      showWindow(appFolder);
      offer(args, folder);
    });
  } catch (error) {
    const failure = failureOf(error) ?? { code: "internal", details: { logId: log.report(error) } };
    // There is no window yet to have chosen a language in.
    const words = WORDS[languageOf(app.getLocale())];
    dialog.showErrorBox("Lentigo", errorLine(failure, words.errors));
    app.exit(1);
  }
}

/** Keeps a model file that somebody opened until an administrator has answered. */
function offer(args: readonly string[], folder: string): void {
  const file = modelFileAmong(args, folder);
  if (file === null) return;
  offered.offer(file);
  tellChanged(["models"]);
}
