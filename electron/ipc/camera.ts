import type { HandlersOf } from "./handlers";

export interface CameraHandlerOptions {
  /** What stands between the page and the camera. */
  readonly camera: { readonly open: () => void; readonly close: () => void };
}

export function cameraHandlers({ camera }: CameraHandlerOptions): HandlersOf<"camera"> {
  return {
    "camera.allow": () => {
      camera.open();
      return {};
    },
    "camera.forbid": () => {
      camera.close();
      return {};
    },
  };
}
