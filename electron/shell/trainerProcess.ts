import type { TrainerChild } from "../training/retrain/protocol";
import { launchUtility } from "./utilityProcess";

/**
 * Launches the trainer as a utility process, for one run.
 *
 * @param script the bundled `trainer-host`
 * @param onComplaint a line that it wrote to standard error
 */
export function launchTrainerProcess(
  script: string,
  onComplaint: (line: string) => void,
): TrainerChild {
  return launchUtility({ script, args: [], name: "Lentigo training", onComplaint });
}
