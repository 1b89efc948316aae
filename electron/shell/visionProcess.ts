import type { VisionChild } from "../vision/childProcess";
import { launchUtility } from "./utilityProcess";

/**
 * Launches the vision process as a utility process.
 *
 * @param script the bundled `vision-host`
 * @param modelFolder the model version it loads
 * @param onComplaint a line that it wrote to standard error
 */
export function launchVisionProcess(
  script: string,
  modelFolder: string,
  onComplaint: (line: string) => void,
): VisionChild {
  return launchUtility({ script, args: [modelFolder], name: "Lentigo vision", onComplaint });
}
