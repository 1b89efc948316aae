// System libraries and programs that Electron, the native parts and the tests need on Linux.
import { spawnSync } from "node:child_process";
import { attempt, run } from "./commands.mjs";
import { say, SetUpError, step } from "./report.mjs";

/** What is looked for, and the Debian packages that bring it (newest name first). */
export const LIBRARIES = [
  { soname: "libgtk-3.so.0", packages: ["libgtk-3-0t64", "libgtk-3-0"] },
  { soname: "libnss3.so", packages: ["libnss3"] },
  { soname: "libasound.so.2", packages: ["libasound2t64", "libasound2"] },
  { soname: "libgbm.so.1", packages: ["libgbm1"] },
  { soname: "libXss.so.1", packages: ["libxss1"] },
  { soname: "libatk-bridge-2.0.so.0", packages: ["libatk-bridge2.0-0t64", "libatk-bridge2.0-0"] },
  { soname: "libdrm.so.2", packages: ["libdrm2"] },
];

const PROGRAMS = [
  { check: ["c++", "--version"], packages: ["g++"] },
  { check: ["make", "--version"], packages: ["make"] },
  { check: ["python3", "-m", "pip", "--version"], packages: ["python3-pip"] },
];

/**
 * For tests: a virtual screen (xvfb-run needs xauth), `ps` to find child processes, and readers
 * of PDF that are none of ours.
 */
const FOR_TESTS = [
  { check: ["xvfb-run", "--help"], packages: ["xvfb"] },
  { check: ["xauth", "-V"], packages: ["xauth"] },
  { check: ["ps", "--version"], packages: ["procps"] },
  { check: ["pdftotext", "-v"], packages: ["poppler-utils"] },
];

/**
 * An archive and a validator of DICOM: tests that need them say so and are skipped where they are
 * not to be had.
 */
const FOR_DICOM_TESTS = [
  { check: ["Orthanc", "--version"], packages: ["orthanc", "orthanc-dicomweb"] },
  { check: ["dciodvfy", "-help"], packages: ["dicom3tools"] },
];

/** Installs them where we are root on Debian or a relative that has them. */
export async function provideDicomPrograms() {
  const missing = FOR_DICOM_TESTS.filter(({ check: [command = "", ...args] }) => {
    const { error } = spawnSync(command, args);
    return error !== undefined;
  }).flatMap(({ packages }) => packages);
  const isRoot = process.platform === "linux" && process.getuid?.() === 0;
  if (missing.length === 0) return;
  if (!isRoot || !attempt("apt-get", ["--version"]).ok) {
    say(`tests of the DICOM archive are skipped; they need ${missing.join(", ")}`);
    return;
  }
  await step("an archive for tests", () => {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    const quietly = ["--yes", "--quiet", "--no-install-recommends"];
    attempt("apt-get", ["update", "--quiet"], { env });
    if (!attempt("apt-get", ["install", ...quietly, ...missing], { env }).ok) {
      say(`not to be had here: ${missing.join(", ")}; tests of the DICOM archive are skipped`);
    }
    // The package starts a server of its own; the tests start theirs.
    attempt("systemctl", ["disable", "--now", "orthanc"]);
  });
}

/**
 * Installs what is missing where we are root on Debian or a relative; elsewhere says the exact
 * line to run.
 *
 * @param {{ display: boolean }} needs `display`: a virtual screen, for tests without one
 */
export async function provideSystemParts({ display }) {
  if (process.platform !== "linux") return;
  const missing = missingPackages(display);
  if (missing.length === 0) return;

  const apt = attempt("apt-get", ["--version"]).ok;
  if (!apt || process.getuid?.() !== 0) {
    const names = missing.map(apt ? availableName : ([newest]) => newest).join(" ");
    throw new SetUpError(
      `These system packages are missing. Install them and start again:\n\n` +
        `  sudo apt-get install --yes ${names}\n`,
    );
  }
  await step("system packages", () => {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "--quiet"], { env });
    const names = missing.map(availableName);
    run("apt-get", ["install", "--yes", "--quiet", "--no-install-recommends", ...names], { env });
  });
  const still = missingPackages(display);
  if (still.length > 0) say(`still missing: ${still.map((packages) => packages[0]).join(" ")}`);
}

/**
 * A command that needs a screen; it gets a virtual one where there is none.
 *
 * @param {string[]} command
 */
export function onScreen(command) {
  return process.platform === "linux" && !process.env.DISPLAY
    ? ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24", ...command]
    : command;
}

/** @param {boolean} display */
function missingPackages(display) {
  const known = spawnSync("/sbin/ldconfig", ["-p"], { encoding: "utf8" }).stdout ?? "";
  const programs = display ? [...PROGRAMS, ...FOR_TESTS] : PROGRAMS;
  return [
    ...LIBRARIES.filter(({ soname }) => !known.includes(`${soname} `)),
    ...programs.filter(({ check: [command = "", ...args] }) => !attempt(command, args).ok),
  ].map(({ packages }) => packages);
}

/** @param {string[]} packages */
function availableName(packages) {
  const isAvailable = (/** @type {string} */ name) =>
    /Candidate: (?!\(none\))/.test(attempt("apt-cache", ["policy", name]).output);
  return packages.find(isAvailable) ?? packages.at(-1) ?? "";
}
