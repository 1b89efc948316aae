import { openOutputFile } from "../outputFile";

/**
 * Writes a PDF where somebody chose, whole or not at all.
 *
 * @throws LentigoError `output.unwritable` or `store.full`
 */
export async function writeReport(path: string, pdf: Uint8Array): Promise<void> {
  const file = await openOutputFile(path);
  try {
    await file.write(pdf);
    await file.keep();
  } finally {
    await file.discard();
  }
}
