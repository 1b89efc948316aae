import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { buildSync } from "esbuild";

const root = join(import.meta.dirname, "../..");

/**
 * Runs a function of a fixture in a process of its own: Playwright's loader cannot load the store.
 *
 * @param file of the fixture, from the repository's root, without its ending
 * @param name of the function it exports
 * @param given what it is called with, as JSON
 */
export function runApart(file: string, name: string, ...given: unknown[]): void {
  const entry = `
    import { ${name} } from "./${file}";
    ${name}(...JSON.parse(process.argv[2]));
  `;
  const { outputFiles } = buildSync({
    stdin: { contents: entry, resolveDir: root },
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["better-sqlite3"],
    write: false,
  });
  execFileSync(process.execPath, ["-", JSON.stringify(given)], {
    cwd: root,
    input: outputFiles[0]?.contents,
  });
}
