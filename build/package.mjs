// npm run package [-- <format>...]: builds what a clinic installs, into out/package.
//
//   npm run package                what is usual on this system
//   npm run package -- dir         only the unpacked folder
//   npm run package -- deb         only that; Linux: AppImage, deb; Windows: nsis; macOS: dmg
//
// The result is tried out in its real window; --untried leaves that out.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { builderConfiguration } from "./package/builder.mjs";
import { buildDeb } from "./package/deb.mjs";
import { drawIcons } from "./package/icons.mjs";
import { sizeTable } from "./package/sizes.mjs";
import { stage } from "./package/stage.mjs";
import { provideAppImageTools } from "./package/tools.mjs";
import { usesOfflineElectron } from "./setup/native.mjs";
import { say, SetUpError, step } from "./setup/report.mjs";
import { onScreen } from "./setup/system.mjs";
import { main, root, setUp } from "./setup.mjs";

const FORMATS = { linux: ["AppImage", "deb"], win32: ["nsis"], darwin: ["dmg"] };

const folder = join(root, "out/package");

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { untried: { type: "boolean", default: false } },
  });
  const formats = chosenFormats(positionals);
  await setUp({ display: !values.untried });
  mkdirSync(folder, { recursive: true });
  await step("what goes inside", () => stage(root, folder));
  drawIcons(join(folder, "icons"));
  await buildByElectronBuilder(formats.filter((format) => format !== "deb"));
  const manifest = JSON.parse(readFileSync(join(folder, "app/package.json"), "utf8"));
  if (formats.includes("deb")) {
    await step("deb", () =>
      buildDeb({
        unpacked: unpackedFolder(),
        icons: join(folder, "icons/linux"),
        output: folder,
        manifest,
      }),
    );
  }
  say(`\n${sizeTable(folder)}\n`);
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

/** @param {string[]} formats besides the unpacked folder */
async function buildByElectronBuilder(formats) {
  const isOffline = usesOfflineElectron(root);
  const wantsAppImage = formats.includes("AppImage");
  if (isOffline && wantsAppImage) {
    process.env.APPIMAGE_TOOLS_PATH = await provideAppImageTools(join(folder, "appimage-tools"));
  }
  const electronDist = join(root, isOffline ? "out/electron" : "node_modules/electron/dist");
  const { build, Platform } = await import("electron-builder");
  await step("electron-builder", () =>
    build({
      projectDir: root,
      targets: Platform.current().createTarget(formats.length === 0 ? ["dir"] : formats),
      publish: "never",
      config: builderConfiguration({
        folder,
        electronDist,
        electronVersion: readFileSync(join(electronDist, "version"), "utf8")
          .trim()
          .replace(/^v/, ""),
        hasStaticRuntime: !isOffline,
      }),
    }),
  );
}

function unpackedFolder() {
  const name = ["linux-unpacked", "linux-arm64-unpacked"].find((each) =>
    existsSync(join(folder, each)),
  );
  return join(folder, name ?? "");
}

/** The smoke test: tests/e2e/packaged.ts. */
function tryOut() {
  const playwright = join(root, "node_modules/@playwright/test/cli.js");
  const [program = "", ...args] = onScreen([
    ...[process.execPath, playwright, "test", "--project=package"],
  ]);
  return spawnSync(program, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
