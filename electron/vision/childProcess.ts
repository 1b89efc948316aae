import { fork } from "node:child_process";
import type { Child, FromVision } from "./protocol";

/**
 * Launches the vision process under plain Node, for the command line and tests.
 *
 * @param script the bundled `vision-host`
 * @param modelFolder the model version it loads
 */
export function launchVisionChild(script: string, modelFolder: string): Child {
  const child = fork(script, [modelFolder], {
    serialization: "advanced",
    // Its standard output stays out of ours, which carries results.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return {
    send: (message) => {
      child.send(message, () => undefined); // a child that has just ended is reported by its exit
    },
    onMessage: (listener) => {
      child.on("message", (message) => {
        listener(message as FromVision);
      });
    },
    onExit: (listener) => {
      child.once("exit", listener);
      child.once("error", listener); // it could not even be started
    },
    kill: () => {
      child.kill("SIGKILL");
    },
  };
}
