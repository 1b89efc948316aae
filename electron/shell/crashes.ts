import type { AppLog } from "./log";

/**
 * Logs what nobody caught, by kind and place, in place of Electron's box with a stack; a page
 * that died is loaded again, at most once a minute.
 */
export function watchForCrashes(application: Electron.App, log: AppLog): void {
  process.on("uncaughtException", log.report);
  process.on("unhandledRejection", log.report);
  let lastReload = 0;
  application.on("render-process-gone", (_, contents, { reason }) => {
    log.note(`window gone: ${reason}`);
    if (reason === "clean-exit" || Date.now() - lastReload < 60_000) return;
    lastReload = Date.now();
    contents.reload();
  });
  application.on("child-process-gone", (_, { type, reason }) => {
    if (reason !== "clean-exit") log.note(`${type} process gone: ${reason}`);
  });
}
