/** Where a clinic's data lie: each copy of the program has to find its own, and no other's. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Beside the program, it makes a copy that carries its data along, on a stick for instance. */
const PORTABLE = "lentigo-data";

/** What the system and whoever started the program say. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After `--data-folder=`; empty where that was not said. */
  readonly asked: string;
  /** The program that runs, if it is an installed one; null for one that runs from its sources. */
  readonly program: string | null;
}

/**
 * The folder of all data: the one that was asked for, that of LENTIGO_DATA, `lentigo-data` beside
 * an installed program, or the program's own among those of the system. A program that runs from
 * its sources never opens the folder of an installed one unless asked to: newer sources would bring
 * the clinic to a version that the installed program cannot read.
 *
 * @returns an absolute path; the folder may not be there yet
 */
export function dataFolderOf({ platform, env, asked, program }: Surroundings): string {
  const chosen = asked || env["LENTIGO_DATA"];
  if (chosen) return resolve(chosen);
  if (program === null) return join(applicationData(platform, env), "Lentigo development");
  const portable = join(placeOf(program, platform, env), PORTABLE);
  return existsSync(portable) ? portable : join(applicationData(platform, env), "Lentigo");
}

/** The folder that the program lies in, as people see it: an AppImage and a Mac's bundle are one file. */
function placeOf(program: string, platform: NodeJS.Platform, env: Surroundings["env"]): string {
  if (platform === "linux" && env["APPIMAGE"]) return dirname(env["APPIMAGE"]);
  // Lentigo.app/Contents/MacOS/Lentigo
  return platform === "darwin" ? resolve(program, "../../../..") : dirname(program);
}

/** As Electron's `appData`. */
function applicationData(platform: NodeJS.Platform, env: Surroundings["env"]): string {
  if (platform === "win32") return env["APPDATA"] ?? join(homedir(), "AppData", "Roaming");
  if (platform === "darwin") return join(homedir(), "Library", "Application Support");
  return env["XDG_CONFIG_HOME"] ?? join(homedir(), ".config");
}
