/** The real application, started as people start it, and watched from outside. */
import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import electron from "electron";
import { chromium, type Browser, type Page } from "playwright";

/** Under Node the package gives the program's path, whatever its types say. */
const PROGRAM = electron as unknown as string;

export interface StartedApplication {
  readonly page: Page;
  /** Milliseconds from the launch until the form was painted. */
  formShown(testId: string): Promise<number>;
  /**
   * Milliseconds that all its processes have used since the launch, but for the vision process,
   * which loads the model meanwhile. NaN where the system does not tell.
   */
  processorTime(): number;
  /** Bytes in RAM of all its processes; what several share is counted once. NaN as above. */
  memory(): number;
  end(): Promise<void>;
}

/** Starts the application on a data folder. */
export async function startedApplication(dataFolder: string): Promise<StartedApplication> {
  // Chromium's sandbox cannot run as root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const launched = Date.now();
  const child = spawn(PROGRAM, [...sandbox, "--remote-debugging-port=0", "."], {
    env: { ...process.env, LENTIGO_DATA: dataFolder },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const browser = await chromium.connectOverCDP(await debuggingAddress(child), {
    // Older Electrons refuse what Playwright sets by default.
    noDefaults: true,
  });
  const page = await firstPage(browser);
  return {
    page,
    async formShown(testId) {
      await page.getByTestId(testId).waitFor();
      // Nothing is painted before the form is: the page tells afterwards when that was.
      const painted = await page.evaluate(async () => {
        const entry = (): PerformanceEntry | undefined =>
          performance.getEntriesByName("first-contentful-paint")[0];
        while (!entry()) await new Promise(requestAnimationFrame);
        return performance.timeOrigin + (entry()?.startTime ?? NaN);
      });
      return painted - launched;
    },
    processorTime: () => processorTimeOf(child.pid ?? 0),
    memory: () => memoryOf(child.pid ?? 0),
    async end() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await page.close();
      await ended;
    },
  };
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error("the application has no standard error");
  for await (const line of createInterface(child.stderr)) {
    const [, address] = /DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (address === undefined) continue;
    child.stderr.resume();
    return address;
  }
  throw new Error("the application ended before it had a window");
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (!context) throw new Error("the application shows no page");
  return context.pages()[0] ?? context.waitForEvent("page");
}

/** Milliseconds of a clock tick in /proc: 100 a second on every Linux that Electron runs on. */
const TICK_MS = 10;

function processorTimeOf(root: number): number {
  if (process.platform !== "linux") return NaN;
  return familyOf(root)
    .filter(({ isVision }) => !isVision)
    .reduce((sum, { ticks }) => sum + ticks * TICK_MS, 0);
}

function memoryOf(root: number): number {
  if (process.platform !== "linux") return NaN;
  return familyOf(root).reduce((sum, { pid }) => sum + shareOfMemory(pid), 0);
}

/** The proportional set size: of pages that n processes share, an nth. */
function shareOfMemory(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    return 0; // it has ended meanwhile
  }
}

/** The process and all that it and its children have started. */
function familyOf(root: number): ProcessStatus[] {
  const processes = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statusOf);
  const family = new Set([root]);
  // Children have higher numbers than their parents, but for a wrap that a bench does not meet.
  for (const { pid, parent } of processes.sort((a, b) => a.pid - b.pid)) {
    if (family.has(parent)) family.add(pid);
  }
  return processes.filter(({ pid }) => family.has(pid));
}

interface ProcessStatus {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly isVision: boolean;
}

/** Nothing where the process has ended meanwhile. */
function statusOf(pid: string): ProcessStatus[] {
  try {
    // After the name, which may hold anything: state, parent, ... user and system time (proc(5)).
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return [
      {
        pid: Number(pid),
        parent: Number(fields[1]),
        ticks: Number(fields[11]) + Number(fields[12]),
        isVision: command.includes("node.mojom.NodeService"),
      },
    ];
  } catch {
    return [];
  }
}
