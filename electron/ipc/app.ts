import type { VisionClient } from "../vision/client";
import type { HandlersOf } from "./handlers";

export interface AppHandlerOptions {
  readonly version: string;
  readonly vision: VisionClient;
}

export function appHandlers({
  version,
  vision,
}: AppHandlerOptions): HandlersOf<"app"> & HandlersOf<"vision"> {
  return {
    "app.status": () => ({
      version,
      vision: vision.status,
    }),
    "vision.restart": () => {
      vision.restart();
      return {};
    },
  };
}
