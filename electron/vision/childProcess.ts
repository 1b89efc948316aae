import { launchChild, type Child } from "../processes/childProcess";
import type { FromVision, ToVision } from "./protocol";

export type VisionChild = Child<ToVision, FromVision>;

/**
 * Launches the vision process under plain Node, for the command line and tests.
 *
 * @param script the bundled `vision-host`
 * @param modelFolder the model version it loads
 */
export function launchVisionChild(script: string, modelFolder: string): VisionChild {
  return launchChild(script, [modelFolder]);
}
