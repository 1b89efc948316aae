/** What the window gives to a printer. */
import { readPdf } from "../fixtures/pdf";
import type { Clinic } from "./clinic";

/** Chromium's PDFs place words without writing the spaces between them. */
export const bare = (text: string): string => text.replaceAll(/\s/g, "");

/** How many pages it would be at the moment, and the words on them, without spaces. */
export async function onPaper(
  { app }: Pick<Clinic, "app">,
  pageSize: "A4" | "Letter",
): Promise<{ readonly pages: string | undefined; readonly text: string }> {
  const base64 = await app.evaluate(async ({ BrowserWindow }, size) => {
    const [window] = BrowserWindow.getAllWindows();
    const pdf = await window?.webContents.printToPDF({ pageSize: size });
    return pdf?.toString("base64") ?? "";
  }, pageSize);
  const { facts, text } = readPdf(Buffer.from(base64, "base64"));
  return { pages: facts["Pages"], text: bare(text) };
}
