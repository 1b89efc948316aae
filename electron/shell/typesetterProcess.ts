import type { TypesetterChild } from "../reports/protocol";
import { launchUtility } from "./utilityProcess";

/**
 * Launches the typesetter as a utility process.
 *
 * @param script the bundled `typesetter-host`
 * @param resources the folder `resources`
 * @param onComplaint a line that it wrote to standard error
 */
export function launchTypesetterProcess(
  script: string,
  resources: string,
  onComplaint: (line: string) => void,
): TypesetterChild {
  return launchUtility({ script, args: [resources], name: "Lentigo reports", onComplaint });
}
