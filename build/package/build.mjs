// Builds the packages: staged, packed by electron-builder, and for Debian by dpkg-deb.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, Platform } from "electron-builder";
import { usesOfflineElectron } from "../setup/native.mjs";
import { say, step } from "../setup/report.mjs";
import { builderConfiguration } from "./builder.mjs";
import { buildDeb } from "./deb.mjs";
import { drawIcons } from "./icons.mjs";
import { sizeTable } from "./sizes.mjs";
import { stage } from "./stage.mjs";
import { provideAppImageTools } from "./tools.mjs";

/**
 * @param {object} given
 * @param {string} given.root with bundles in out/app
 * @param {string} given.folder for packages and what they are made of
 * @param {string[]} given.formats electron-builder's, and "deb"; an unpacked folder always comes too
 */
export async function buildPackages({ root, folder, formats }) {
  mkdirSync(folder, { recursive: true });
  await step("what goes inside", () => stage(root, folder));
  drawIcons(join(folder, "icons"));
  const theirs = formats.filter((format) => format !== "deb");
  await packByElectronBuilder({ root, folder, formats: theirs });
  if (formats.includes("deb")) {
    await step("deb", () =>
      buildDeb({
        unpacked: unpackedFolder(folder),
        icons: join(folder, "icons/linux"),
        output: folder,
        manifest: JSON.parse(readFileSync(join(folder, "app/package.json"), "utf8")),
      }),
    );
  }
  say(`\n${sizeTable(folder)}\n`);
}

/** @param {Parameters<typeof buildPackages>[0]} given */
async function packByElectronBuilder({ root, folder, formats }) {
  const isOffline = usesOfflineElectron(root);
  if (isOffline && formats.includes("AppImage")) {
    process.env.APPIMAGE_TOOLS_PATH = provideAppImageTools(join(folder, "appimage-tools"));
  }
  const electronDist = join(root, isOffline ? "out/electron" : "node_modules/electron/dist");
  const version = readFileSync(join(electronDist, "version"), "utf8").trim();
  await step("electron-builder", () =>
    build({
      projectDir: root,
      targets: Platform.current().createTarget(formats.length === 0 ? ["dir"] : formats),
      publish: "never",
      config: builderConfiguration({
        folder,
        electronDist,
        electronVersion: version.replace(/^v/, ""),
        hasStaticRuntime: !isOffline,
      }),
    }),
  );
}

/** @param {string} folder */
function unpackedFolder(folder) {
  const name = ["linux-unpacked", "linux-arm64-unpacked"].find((each) =>
    existsSync(join(folder, each)),
  );
  return join(folder, name ?? "");
}
