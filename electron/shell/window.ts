import { join } from "node:path";
import { BrowserWindow, nativeTheme, session } from "electron";
import { APP_ORIGIN } from "../contract/bridge";
import type { CameraGate } from "./cameraGate";

let opened: BrowserWindow | null = null;

/** The one that people work in, which a report being printed has beside it; null where none is. */
export const workWindow = (): BrowserWindow | null => opened;

/** Opens the window: sandboxed, without Node, and bound to our own pages. */
export function openWindow(appFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 1100,
    minHeight: 680,
    show: false,
    title: "Lentigo",
    // Shown until the page has painted.
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#14181b" : "#f4f6f7",
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(appFolder, "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  opened = window;
  window.once("closed", () => {
    if (opened === window) opened = null;
  });
  window.once("ready-to-show", () => {
    window.show();
  });
  void window.loadURL(`${APP_ORIGIN}/index.html`);
  return window;
}

/** Brings the window to the front, opened anew where it was closed. */
export function showWindow(appFolder: string): void {
  if (!opened) {
    openWindow(appFolder);
    return;
  }
  if (opened.isMinimized()) opened.restore();
  opened.focus();
}

/**
 * What no page of this application may do, ours included: open windows, leave for another
 * origin, embed web views, ask for location, sound or notifications, reach the network. A
 * camera's picture reaches our own page only through the gate.
 */
export function lockDown(application: Electron.App, camera: CameraGate): void {
  application.on("web-contents-created", (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    // The window is one page; every link or script that would leave it is stopped.
    contents.on("will-navigate", (event) => {
      event.preventDefault();
    });
    contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
    contents.on("will-attach-webview", (event) => {
      event.preventDefault();
    });
    // A page that loads anew, or is gone, has no dialog open.
    contents.on("did-start-loading", camera.close);
    contents.on("render-process-gone", camera.close);
    contents.on("destroyed", camera.close);
  });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_, permission, decide, details) => {
    const { isMainFrame, requestingUrl: page } = details;
    const mediaTypes = "mediaTypes" in details ? (details.mediaTypes ?? []) : [];
    decide(camera.grants({ permission, mediaTypes, page, isMainFrame }));
  });
  defaultSession.setPermissionCheckHandler((_, permission, page, details) => {
    const { isMainFrame, mediaType } = details;
    // Chromium asks without a kind before it tells what cameras are called. That gives no sound
    // away: a stream has to be requested, with its kinds.
    const mediaTypes = [mediaType ?? "video"];
    return camera.grants({ permission, mediaTypes, page, isMainFrame });
  });
  // A download would lie unencrypted in a folder of the user.
  defaultSession.on("will-download", (event) => {
    event.preventDefault();
  });
  defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const isOurs = /^(app|blob|data|devtools):/.test(details.url);
    decide({ cancel: !isOurs });
  });
}
