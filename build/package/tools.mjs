// Programs of the system that making an AppImage needs where electron-builder's own downloads are
// out of reach.
import { join } from "node:path";
import { attempt, run } from "../setup/commands.mjs";
import { SetUpError } from "../setup/report.mjs";

const PROGRAMS = [
  { check: ["mksquashfs", "-version"], name: "squashfs-tools" },
  { check: ["desktop-file-validate", "--help"], name: "desktop-file-utils" },
];

/**
 * @param {string} folder where they are put together
 * @returns {string} the folder
 */
export function provideAppImageTools(folder) {
  const missing = () =>
    PROGRAMS.filter(({ check: [command = "", ...args] }) => !attempt(command, args).ok).map(
      ({ name }) => name,
    );
  if (missing().length > 0 && process.getuid?.() === 0) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    attempt("apt-get", ["update", "--quiet"], { env });
    attempt("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", ...missing()], {
      env,
    });
  }
  if (missing().length > 0) {
    throw new SetUpError(
      `An AppImage needs some programs here:\n\n  sudo apt-get install --yes ${missing().join(" ")}\n`,
    );
  }
  run("bash", [join(import.meta.dirname, "appimage-tools.sh"), folder]);
  return folder;
}
