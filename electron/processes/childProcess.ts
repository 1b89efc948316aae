import { fork } from "node:child_process";
import { createInterface } from "node:readline";

/** A running child process, whoever started it. */
export interface Child<To, From> {
  send(message: To): void;
  onMessage(listener: (message: From) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

/** Information that no setting of TensorFlow's silences, and the heading it puts above. */
export const TENSORFLOWS_CHATTER = /^(WARNING: All log messages before absl|I\d{4} )/;

/** Launches a bundled script as a child of plain Node. */
export function launchChild<To extends object, From>(
  script: string,
  args: readonly string[],
): Child<To, From> {
  const child = fork(script, args, {
    serialization: "advanced",
    // Its standard output stays out of ours, which carries results.
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  if (child.stderr) {
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (!TENSORFLOWS_CHATTER.test(line)) process.stderr.write(`${line}\n`);
    });
  }
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
