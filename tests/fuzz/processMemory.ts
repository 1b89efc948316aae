/** Memory of a process and its children, where the system tells (Linux). */
import { readFileSync, writeFileSync } from "node:fs";

const MEGABYTE_IN_KIB = 1024;

/** A process and those that it started, at the moment. */
function family(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return [
      pid,
      ...children
        .split(" ")
        .filter(Boolean)
        .flatMap((child) => family(Number(child))),
    ];
  } catch {
    return []; // it has ended, or this is another system
  }
}

function sumOf(pid: number, field: "VmHWM" | "VmRSS"): number {
  const sizes = family(pid).map((member) => {
    try {
      const status = readFileSync(`/proc/${member}/status`, "utf8");
      return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE_IN_KIB;
}

/** Megabytes at the moment; 0 where the system does not tell. */
export const memoryNow = (pid: number): number => sumOf(pid, "VmRSS");

/** The most megabytes since `forgetPeak`, each process at its own peak. */
export const memoryPeak = (pid: number): number => sumOf(pid, "VmHWM");

export function forgetPeak(pid: number): void {
  for (const member of family(pid)) {
    try {
      writeFileSync(`/proc/${member}/clear_refs`, "5");
    } catch {
      // As above.
    }
  }
}
