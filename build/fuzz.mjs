// npm run fuzz -- [--files 10000] [--seed 1] [--requests 40]: sets up, then tries mutated files and
// requests (tests/fuzz/fuzz.ts).
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { main, root, setUp } from "./setup.mjs";

await main(async () => {
  await setUp({ display: false });
  const outfile = join(root, "out/fuzz/fuzz.cjs");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["tests/fuzz/fuzz.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["esbuild", "sharp", "@img/*"],
    logLevel: "warning",
  });
  const command = [outfile, ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit" });
  return status ?? 1;
});
