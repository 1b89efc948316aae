import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(import.meta.dirname, "../..");

const ENTRY = `
  import { fillWithDecidedPhotos } from "./tests/fixtures/decidedPhotos";
  fillWithDecidedPhotos(process.argv[2], JSON.parse(process.argv[3]));
`;

/**
 * Makes a clinic with photos that were decided about, as `fillWithDecidedPhotos` does, in a
 * process of its own: Playwright's loader cannot load the store.
 */
export function fillDecidedClinic(folder: string, casesPerMonth: readonly number[]): void {
  const { outputFiles } = buildSync({
    stdin: { contents: ENTRY, resolveDir: root },
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["better-sqlite3"],
    write: false,
  });
  execFileSync(process.execPath, ["-", folder, JSON.stringify(casesPerMonth)], {
    cwd: root,
    input: outputFiles[0]?.contents,
  });
}
