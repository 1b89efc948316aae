// npm run -s lentigo -- <command>: sets up where needed, then runs the command line.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { main, root, setUp } from "./setup.mjs";

await main(async () => {
  await setUp();
  const cli = join(root, "out/app/cli.cjs");
  const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], {
    stdio: "inherit",
    cwd: process.env.INIT_CWD ?? process.cwd(),
  });
  // Ctrl-C reaches the whole group: the command ends cleanly, and we only wait for it.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
});
