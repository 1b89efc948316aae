/** What the system says of running processes. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

export interface ProcessSample {
  /** Memory that lies in RAM, in KiB. */
  readonly memory: number;
  /** Open files, sockets and pipes. */
  readonly handles: number;
}

/** @param pid `self` or a number */
export function sampleOf(pid: number | "self"): ProcessSample {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  return {
    memory: Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]),
    handles: readdirSync(`/proc/${String(pid)}/fd`).length,
  };
}

/** Ids of the processes that this one has started and that still run. */
export function ownChildren(): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // After the name in brackets, which may hold anything: the state, then the parent.
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
      return Number(parent) === process.pid ? [Number(name)] : [];
    } catch {
      return []; // it has ended meanwhile
    }
  });
}
