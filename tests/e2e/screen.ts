import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** A screen that nobody looks at, with a focus and a clipboard of its own. */
export interface VirtualScreen {
  /** What the environment's DISPLAY names it by. */
  readonly display: string;
  readonly close: () => void;
}

export function hasNoScreen(): boolean {
  return process.platform === "linux" && !process.env["DISPLAY"];
}

/** Starts an X server without a screen, under a number that no other one has. */
export async function openVirtualScreen(): Promise<VirtualScreen> {
  const server = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  const told = once(server.stdio[3] as Readable, "data").then(String);
  const ended = once(server, "exit").then(() => {
    throw new Error("Xvfb did not start");
  });
  const number = await Promise.race([told, ended]);
  return {
    display: `:${number.trim()}`,
    close: () => {
      server.kill();
    },
  };
}
