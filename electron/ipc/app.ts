import type { Store } from "../store/open";
import type { VisionClient } from "../vision/client";
import type { HandlersOf } from "./handlers";

export interface AppHandlerOptions {
  readonly version: string;
  readonly store: Store;
  readonly vision: VisionClient;
}

export function appHandlers({
  version,
  store,
  vision,
}: AppHandlerOptions): HandlersOf<"app"> & HandlersOf<"vision"> {
  return {
    "app.status": () => ({
      version,
      clinicName: null,
      vision: vision.status,
      keyProtection: store.keyProtection,
    }),
    "vision.restart": () => {
      vision.restart();
      return {};
    },
  };
}
