// npm run package [-- <format>...]: builds what a clinic installs, into out/package.
//
//   npm run package                what is usual on this system
//   npm run package -- dir         only the unpacked folder
//   npm run package -- deb         only that; Linux: AppImage, deb; Windows: nsis; macOS: dmg
//
// The result is tried out in its real window (tests/e2e/packaged.ts); --untried leaves that out.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { electronEnvironment } from "./setup/native.mjs";
import { SetUpError } from "./setup/report.mjs";
import { onScreen } from "./setup/system.mjs";
import { main, root, setUp } from "./setup.mjs";

const FORMATS = { linux: ["AppImage", "deb"], win32: ["nsis"], darwin: ["dmg"] };

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { untried: { type: "boolean", default: false } },
  });
  const formats = chosenFormats(positionals);
  await setUp({ display: !values.untried });
  // Loaded here, because a fresh clone has no packages before.
  const { buildPackages } = await import("./package/build.mjs");
  await buildPackages({ root, folder: join(root, "out/package"), formats });
  return values.untried ? 0 : tryOut();
});

/** @param {string[]} wanted */
function chosenFormats(wanted) {
  const usual = FORMATS[/** @type {keyof typeof FORMATS} */ (process.platform)] ?? [];
  const strange = wanted.find((format) => !["dir", ...usual].includes(format));
  if (strange) {
    throw new SetUpError(`"${strange}" is not built here. Formats: dir ${usual.join(" ")}`);
  }
  return wanted.length === 0 ? usual : wanted;
}

function tryOut() {
  const playwright = join(root, "node_modules/@playwright/test/cli.js");
  const [program = "", ...args] = onScreen([
    ...[process.execPath, playwright, "test", "--project=package"],
  ]);
  const env = { ...process.env, ...electronEnvironment(root) };
  return spawnSync(program, args, { cwd: root, stdio: "inherit", env }).status ?? 1;
}
