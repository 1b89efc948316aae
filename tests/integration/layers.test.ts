import { ESLint } from "eslint";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Messages about imports that ESLint has for a text, were it a file of the given path. */
async function importErrors(path: string, text: string): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: join(root, "eslint.config.mjs"),
    // Where CI is set, the parser would otherwise read the file and not the text it is given.
    overrideConfig: {
      languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } },
    },
  });
  const [result] = await eslint.lintText(text, { filePath: join(root, path) });
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId?.endsWith("no-restricted-imports"))
    .map(({ message }) => message);
}

/** Real files, so that the type-aware parser knows them; only their text is replaced. */
const BROKEN = [
  ["electron/domain/triage.ts", "../contract/errors"],
  ["electron/contract/errors.ts", "../store/open"],
  ["electron/store/open.ts", "../vision/client"],
  ["electron/store/open.ts", "electron"],
  ["electron/exchange/dicom/uids.ts", "../../store/open"],
  ["electron/exchange/dicom/uids.ts", "../../vision/client"],
  ["electron/vision/client.ts", "../store/open"],
  ["electron/vision/client.ts", "../training/trainer"],
  ["electron/training/trainer.ts", "../vision/client"],
  ["electron/training/trainer.ts", "../store/open"],
  ["electron/processes/childProcess.ts", "../contract/errors"],
  ["electron/reports/rasterise.ts", "../training/evaluate"],
  ["electron/reports/client.ts", "../vision/childProcess"],
  ["electron/reports/charts/drawing.ts", "../../vision/sharpRuntime"],
  ["electron/workflows/intakePhoto.ts", "../ipc/answer"],
  ["electron/workflows/intakePhoto.ts", "electron"],
  ["electron/ipc/answer.ts", "electron"],
  ["electron/ipc/photos.ts", "../shell/window"],
  ["electron/commands/classify.ts", "../ipc/answer"],
  ["electron/commands/classify.ts", "../demo/drawLesion"],
  ["electron/vision/client.ts", "../demo/drawLesion"],
  ["electron/cli.ts", "electron"],
  ["renderer/main.tsx", "../electron/store/open"],
  ["renderer/main.tsx", "electron"],
] as const;

const ALLOWED = [
  ["electron/store/open.ts", "../contract/errors"],
  ["electron/training/trainer.ts", "../vision/network/description"],
  ["electron/training/trainer.ts", "../vision/decode"],
  ["electron/reports/charts/drawing.ts", "../../contract/errorText"],
  ["electron/commands/evaluate.ts", "../reports/rasterise"],
  ["electron/commands/classify.ts", "../store/open"],
  ["electron/workflows/intakePhoto.ts", "../store/open"],
  ["electron/workflows/intakePhoto.ts", "../exchange/dicom/uids"],
  ["electron/workflows/intakePhoto.ts", "../demo/clinic"],
  ["renderer/main.tsx", "../electron/contract/shapes"],
  ["renderer/main.tsx", "../electron/domain/triage"],
] as const;

/** Names of Electron that one file each may use. */
const RAW_CHANNELS = [
  ["electron/main.ts", "ipcMain", 1],
  ["electron/shell/window.ts", "ipcMain", 1],
  ["electron/ipc/register.ts", "ipcMain", 0],
  ["electron/main.ts", "dialog", 0],
  ["electron/shell/window.ts", "BrowserWindow", 0],
] as const;

describe("the directions between the rooms", () => {
  it.each(BROKEN)("%s may not import %s", async (path, target) => {
    const errors = await importErrors(path, `import * as other from "${target}";\nvoid other;\n`);
    expect(errors).toHaveLength(1);
  });

  it.each(RAW_CHANNELS)("%s and Electron's %s: %d complaints", async (path, name, complaints) => {
    const errors = await importErrors(path, `import { ${name} } from "electron";\nvoid ${name};\n`);
    expect(errors).toHaveLength(complaints);
  });

  it.each(ALLOWED)("%s may import %s", async (path, target) => {
    const errors = await importErrors(path, `import * as other from "${target}";\nvoid other;\n`);
    expect(errors).toEqual([]);
  });
});
