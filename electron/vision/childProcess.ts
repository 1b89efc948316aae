import { fork } from "node:child_process";
import type { FromVision, ToVision } from "./protocol";

/** A running child process, whoever started it. */
export interface Child<To, From> {
  send(message: To): void;
  onMessage(listener: (message: From) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

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

/** Launches a bundled script as a child of plain Node. */
export function launchChild<To extends object, From>(
  script: string,
  args: readonly string[],
): Child<To, From> {
  const child = fork(script, args, {
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
        listener(message as From);
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
