import { utilityProcess } from "electron";
import type { Child, FromVision } from "../vision/protocol";

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
): Child {
  const child = utilityProcess.fork(script, [modelFolder], {
    serviceName: "Lentigo vision",
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    // Only kinds and places of errors: an uncaught one also prints its message and code.
    const lines = chunk.toString("utf8").split("\n");
    onComplaint(lines.filter((line) => /^(vision: |\s+at )/.test(line)).join("\n"));
  });
  return {
    send: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on("message", (message: FromVision) => {
        listener(message);
      });
    },
    onExit: (listener) => {
      child.once("exit", listener);
    },
    kill: () => {
      child.kill();
    },
  };
}
