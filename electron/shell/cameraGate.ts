import { APP_ORIGIN } from "../contract/bridge";

/** What a page asks the browser for. */
export interface PermissionAsked {
  /** As Electron names it. */
  readonly permission: string;
  /** "video", "audio", ...; for other permissions empty. */
  readonly mediaTypes: readonly string[];
  /** Address of the page that asks, or its origin. */
  readonly page: string;
  readonly isMainFrame: boolean;
}

/** Lets a camera's picture through while the window's camera dialog is open, and nothing else. */
export interface CameraGate {
  readonly open: () => void;
  readonly close: () => void;
  readonly grants: (asked: PermissionAsked) => boolean;
}

export function createCameraGate(): CameraGate {
  let isOpen = false;
  return {
    open: () => {
      isOpen = true;
    },
    close: () => {
      isOpen = false;
    },
    grants: ({ permission, mediaTypes, page, isMainFrame }) =>
      isOpen &&
      permission === "media" &&
      mediaTypes.length > 0 &&
      mediaTypes.every((type) => type === "video") &&
      (page === APP_ORIGIN || page.startsWith(`${APP_ORIGIN}/`)) &&
      isMainFrame,
  };
}
