// What electron-builder makes of the staged application, for every system.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UNPACKED } from "./contents.mjs";

/** Of a model version as one file. */
export const MODEL_MIME_TYPE = "application/vnd.lentigo.model";

/** The first Electron whose binary knows of the privileges of file://. */
const FILE_PROTOCOL_FUSE = 29;

/**
 * Switches inside the binary. Off: being a plain Node for whoever sets an environment variable,
 * and being debugged from outside. On: taking code from nothing but the archive, and on Windows
 * and macOS only from the archive that was packed.
 *
 * @param {string} electronVersion
 */
export function fuses(electronVersion) {
  const major = Number(electronVersion.split(".")[0]);
  return {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    ...(major >= FILE_PROTOCOL_FUSE && { grantFileProtocolExtraPrivileges: false }),
  };
}

/**
 * @param {object} given
 * @param {string} given.folder the staged application is in `app`, its papers in `papers`, its
 * icons in `icons`; packages are written here
 * @param {string} given.electronDist an unpacked Electron
 * @param {string} given.electronVersion
 * @param {boolean} given.hasStaticRuntime AppImages can run without libfuse2 of the system
 * @returns {import("electron-builder").Configuration}
 */
export function builderConfiguration({ folder, electronDist, electronVersion, hasStaticRuntime }) {
  return {
    appId: "org.lentigo.app",
    productName: "Lentigo",
    copyright: "Copyright © 2026 The Lentigo authors",
    directories: { app: join(folder, "app"), output: folder, buildResources: import.meta.dirname },
    electronVersion,
    electronDist,
    // Chromium's own words, in the languages that the window speaks.
    electronLanguages: ["en", "de"],
    // node_modules lie as they shall be packed: nothing is searched for, nothing compiled.
    beforeBuild: () => Promise.resolve(false),
    files: ["**/*", { from: "node_modules", to: "node_modules", filter: ["**/*"] }],
    asar: { smartUnpack: false },
    asarUnpack: UNPACKED,
    extraResources: [{ from: join(folder, "papers"), to: "." }],
    // Where Linux installs us, deb.mjs says the same.
    fileAssociations: [
      {
        ext: "lentigo-model",
        name: "Lentigo model version",
        description: "Lentigo model version",
        mimeType: MODEL_MIME_TYPE,
        role: "Viewer",
      },
    ],
    electronFuses: fuses(electronVersion),
    afterPack: ({ appOutDir }) => {
      removeLeftovers(appOutDir);
    },
    artifactName: "${name}-${version}-${os}-${arch}.${ext}",
    publish: null,
    toolsets: { appimage: hasStaticRuntime ? "1.0.3" : "0.0.0" },

    linux: {
      executableName: "lentigo",
      syncDesktopName: true,
      icon: join(folder, "icons/linux"),
      category: "Science;MedicalSoftware",
      synopsis: "Which skin lesion to look at first",
      // Chromium's sandbox stays on.
      executableArgs: [],
    },
    win: { icon: join(folder, "icons/icon.ico") },
    nsis: {
      oneClick: false,
      perMachine: true,
      allowToChangeInstallationDirectory: true,
      deleteAppDataOnUninstall: false,
      include: join(import.meta.dirname, "uninstall.nsh"),
      installerLanguages: ["en_US", "de_DE"],
    },
    mac: {
      icon: join(folder, "icons/icon.icns"),
      category: "public.app-category.medical",
      hardenedRuntime: true,
      entitlements: join(import.meta.dirname, "entitlements.plist"),
      entitlementsInherit: join(import.meta.dirname, "entitlements.plist"),
      extendInfo: { NSCameraUsageDescription: "To take photos of skin lesions." },
    },
  };
}

/** What a development copy of Electron has and a package must not. */
function removeLeftovers(/** @type {string} */ folder) {
  for (const name of ["resources/default_app.asar", "version", ".runtime"]) {
    if (existsSync(join(folder, name))) rmSync(join(folder, name));
  }
}
