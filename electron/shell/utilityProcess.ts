import { utilityProcess } from "electron";
import { placesIn } from "../contract/errorPlace";
import type { Child } from "../processes/childProcess";

export interface UtilityOptions {
  /** A bundled script. */
  readonly script: string;
  readonly args: readonly string[];
  /** As the system's task list names it. */
  readonly name: string;
  /** What it wrote to standard error of errors: kinds and places. */
  readonly onComplaint: (line: string) => void;
}

/** Launches a bundled script as a utility process. */
export function launchUtility<To extends object, From>({
  script,
  args,
  name,
  onComplaint,
}: UtilityOptions): Child<To, From> {
  const child = utilityProcess.fork(script, [...args], {
    serviceName: name,
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    const places = placesIn(chunk.toString("utf8"));
    if (places !== "") onComplaint(places);
  });
  return {
    send: (message) => {
      child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on("message", (message: From) => {
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
