import { randomBytes } from "node:crypto";
import { join } from "node:path";
import log from "electron-log/node";
import { placeOf } from "../contract/errorPlace";

/** The application's log: what failed and where in the code, never about whom. */
export interface AppLog {
  readonly note: (text: string) => void;
  /** Logs an unexpected error; returns a short id that the window shows and people quote. */
  readonly report: (error: unknown) => string;
}

/** Opens the log file in `folder`; at most 1 MB, one older file is kept. */
export function openLog(folder: string): AppLog {
  const logger = log.create({ logId: "lentigo" });
  logger.transports.console.level = false;
  logger.transports.file.resolvePathFn = () => join(folder, "lentigo.log");
  logger.transports.file.maxSize = 1024 * 1024;
  return {
    note: (text) => {
      logger.info(text);
    },
    report: (error) => {
      const id = randomBytes(4).toString("hex");
      logger.error(id, placeOf(error));
      return id;
    },
  };
}
