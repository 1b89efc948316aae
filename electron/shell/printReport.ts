import { BrowserWindow } from "electron";
import { APP_ORIGIN } from "../contract/bridge";
import { LentigoError } from "../contract/errors";
import type { Paper } from "../domain/report";

const PAGE_SIZES = { a4: "A4", letter: "Letter" } as const satisfies Record<Paper, string>;

/**
 * Opens the system's dialog for printing a report: the pages that the window shows, from memory.
 *
 * @param ending aborted when the clinic is locked: then nothing is printed any more
 * @returns false where the person thought better of it
 * @throws LentigoError `report.not-printed`
 */
export async function printReport(
  reportId: string,
  paper: Paper,
  ending: AbortSignal,
): Promise<boolean> {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  const close = (): void => {
    window.destroy();
  };
  ending.addEventListener("abort", close);
  try {
    await window.loadURL(`${APP_ORIGIN}/report/${reportId}/print.html`);
    return await new Promise<boolean>((resolve, reject) => {
      window.once("closed", () => {
        resolve(false);
      });
      const options = {
        pageSize: PAGE_SIZES[paper],
        margins: { marginType: "none" as const },
        printBackground: true,
      };
      window.webContents.print(options, (printed, reason) => {
        if (printed || /cancel/i.test(reason)) resolve(printed);
        else reject(new LentigoError("report.not-printed", {}, { cause: new Error(reason) }));
      });
    });
  } finally {
    ending.removeEventListener("abort", close);
    window.destroy();
  }
}
