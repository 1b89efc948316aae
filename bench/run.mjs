// npm run bench:<name> [-- arguments]: sets up, makes the Python environment of the peers where
// there is a bench/<name>.py, runs bench/<name>.ts.
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { main, root, setUp } from "../build/setup.mjs";
import { run } from "../build/setup/commands.mjs";
import { electronEnvironment } from "../build/setup/native.mjs";
import { step } from "../build/setup/report.mjs";
import { onScreen } from "../build/setup/system.mjs";

/** What starts the application itself. */
const ON_SCREEN = ["startup", "manyPhotos"];

/** Which peer in Python a bench has, where it is not called like the bench. */
const PEERS = { manyPhotos: "onePhoto" };

await main(async () => {
  const [name = "forward", ...rest] = process.argv.slice(2);
  const needsScreen = ON_SCREEN.includes(name);
  await setUp({ display: needsScreen });
  const venv = join(root, "out/bench-venv");
  if (
    existsSync(join(root, "bench", `${PEERS[name] ?? name}.py`)) &&
    !existsSync(join(venv, "lib"))
  ) {
    await step("Python peers", () => {
      run("python3", ["-m", "venv", venv]);
      run(join(venv, "bin/pip"), ["install", "--quiet", "tensorflow-cpu==2.18.1", "pillow"]);
    });
  }
  const outfile = join(root, "out/bench", `${name}.cjs`);
  await esbuild.build({
    entryPoints: [join(root, "bench", `${name}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: [
      ...["@tensorflow/tfjs-node-gpu", "better-sqlite3", "sharp", "@img/*"],
      ...["electron", "playwright"],
    ],
    logLevel: "warning",
  });
  const command = [process.execPath, outfile, ...rest];
  const [program = "", ...args] = needsScreen ? onScreen(command) : command;
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...electronEnvironment(root) },
  });
  return status ?? 1;
});
