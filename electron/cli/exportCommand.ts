/** What commands share that write files for other programs. */
import type { ExportCommand } from "../commands/exports";
import { clinicAccess } from "./clinicAccess";
import { printLine, showProgress } from "./output";
import { words } from "./words";

export async function exportCommand(
  values: Parameters<typeof clinicAccess>[0] & { readonly json: boolean },
): Promise<ExportCommand> {
  const { exportWordsOf } = await import("../workflows/exportWords");
  return {
    access: await clinicAccess(values),
    words: exportWordsOf(words),
    json: values.json,
    print: printLine,
    onProgress: showProgress,
  };
}
