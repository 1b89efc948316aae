// npm start: sets up where needed, then opens the window.
import { spawn } from "node:child_process";
import { electronEnvironment, usesOfflineElectron } from "./setup/native.mjs";
import { say, SetUpError } from "./setup/report.mjs";
import { main, root, setUp } from "./setup.mjs";

await main(async () => {
  await setUp();
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === "linux" && !DISPLAY && !WAYLAND_DISPLAY) {
    throw new SetUpError("There is no screen. On a server: xvfb-run -a npm start");
  }
  if (usesOfflineElectron(root)) {
    say("Running on Electron 22 from a package registry: for development and trials only.");
  }
  Object.assign(process.env, electronEnvironment(root));
  const { default: electron } = await import("electron");
  // Chromium's sandbox cannot run as root; everybody else keeps it.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(String(electron), [...sandbox, root, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  return new Promise((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
});
