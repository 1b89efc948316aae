/** The packaged program, started as a clinic starts it: nothing in it can be reached but its window. */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { ask, test as base, type Clinic } from "./clinic";

const output = join(import.meta.dirname, "../../out/package");

/** A running package with a data folder of its own. */
export interface PackagedProgram extends Pick<Clinic, "window" | "complaints" | "ask"> {
  /** All that it wrote to its standard output and standard error. */
  readonly said: () => string;
  close(): Promise<void>;
}

/** @returns the binary that `npm run package` built for this system */
export function packagedBinary(): string {
  const unpacked = readdirSync(output).find((name) => /-unpacked$|^mac/.test(name));
  if (unpacked === undefined) throw new Error("nothing is packaged: npm run package");
  const program = {
    linux: "lentigo",
    win32: "Lentigo.exe",
    darwin: "Lentigo.app/Contents/MacOS/Lentigo",
  }[process.platform as "linux" | "win32" | "darwin"];
  return join(output, unpacked, program);
}

/**
 * Starts the program; nobody is signed in. It is driven through Chromium's debugging port: that of
 * Node is closed by a fuse.
 *
 * @param switches further ones
 * @param env further variables
 */
async function startPackaged(
  dataFolder: string,
  {
    binary = packagedBinary(),
    switches = [],
    env = {},
  }: { binary?: string; switches?: readonly string[]; env?: Record<string, string> } = {},
): Promise<PackagedProgram> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(
    binary,
    ["--remote-debugging-port=0", `--data-folder=${dataFolder}`, ...sandbox, ...switches],
    { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  let said = "";
  const endpoint = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk.toString("utf8");
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", () => {
      reject(new Error(`the package ended at once: ${said}`));
    });
  });
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const window = await firstWindow(() => browser.contexts().flatMap((context) => context.pages()));
  const complaints: string[] = [];
  window.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await window.getByTestId("decision-support").waitFor();
  return {
    window,
    complaints,
    ask: (channel, input) => ask(window, channel, input),
    said: () => said,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Fixture: starts packages, and ends those that a test leaves running. */
export const test = base.extend<{ start: typeof startPackaged }>({
  start: async ({}, use) => {
    const started: PackagedProgram[] = [];
    await use(async (...given) => {
      const program = await startPackaged(...given);
      started.push(program);
      return program;
    });
    await Promise.all(started.map((program) => program.close()));
  },
});

async function firstWindow(pages: () => Page[]): Promise<Page> {
  for (;;) {
    const window = pages().find((page) => page.url().startsWith("app://"));
    if (window) return window;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
