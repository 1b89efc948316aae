/** Where the command line finds bundles, model and resources, and the vision process it starts. */
import { join } from "node:path";
import { launchVisionChild } from "../vision/childProcess";
import { startVision, type VisionClient } from "../vision/client";

/** The folder of this bundle and of those it starts. */
export const BUNDLES = __dirname;

const ROOT = join(BUNDLES, "..", "..");
export const BASE_MODEL = join(ROOT, "models", "base");
export const RESOURCES = join(ROOT, "resources");

/** Whoever opens it stops it. */
export function openVision(model: string): VisionClient {
  return startVision({
    modelFolder: model,
    launch: (folder) => launchVisionChild(join(BUNDLES, "vision-host.cjs"), folder),
  });
}
