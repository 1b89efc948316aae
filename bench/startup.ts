/**
 * How long people wait for the window: from the launch of the real application to a form that
 * takes keys, and from signing in to the worklist.
 *
 *   npm run bench:startup [-- --starts 9 --patients 1000 --files]
 *
 * --patients: in the clinic that is opened; three photos each. --files: an (empty) file for every
 * photo and thumbnail, as a clinic has them.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startedApplication, type StartedApplication } from "./startup/application";
import { makeClinic, SIGN_IN } from "./startup/clinic";

const { values } = parseArgs({
  options: {
    starts: { type: "string", default: "9" },
    patients: { type: "string", default: "1000" },
    files: { type: "boolean", default: false },
  },
});

const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-startup-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});

/** Milliseconds of each start, by what was waited for. */
type Waits = Map<string, number[]>;

async function firstRun(waits: Waits, start: number): Promise<void> {
  const application = await startedApplication(join(folder, `new ${String(start)}`));
  try {
    note(waits, "first run: form", await application.formShown("first-run"));
    note(waits, "first run: processor time until then", application.processorTime());
  } finally {
    await application.end();
  }
}

async function existingClinic(waits: Waits, dataFolder: string): Promise<void> {
  const application = await startedApplication(dataFolder);
  try {
    note(waits, "clinic: sign-in form", await application.formShown("sign-in"));
    const used = application.processorTime();
    note(waits, "clinic: processor time until then", used);
    note(waits, "signing in to worklist", await signIn(application));
    note(waits, "signing in: processor time until then", application.processorTime() - used);
  } finally {
    await application.end();
  }
}

async function signIn({ page }: StartedApplication): Promise<number> {
  await page.getByTestId("sign-in-name").fill(SIGN_IN.name);
  await page.getByTestId("sign-in-password").fill(SIGN_IN.password);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        document.querySelector<HTMLElement>("[data-testid=sign-in-submit]")?.click();
        const look = (): void => {
          if (!document.querySelector("[data-testid=queue-row]")) requestAnimationFrame(look);
          else resolve(performance.now() - start);
        };
        look();
      }),
  );
}

function note(waits: Waits, name: string, milliseconds: number): void {
  waits.set(name, [...(waits.get(name) ?? []), milliseconds]);
}

function table(waits: Waits): string {
  const seconds = (milliseconds = NaN): string => `${(milliseconds / 1000).toFixed(2)} s`;
  const rows = [...waits].map(([name, each]) => {
    const sorted = [...each].sort((a, b) => a - b);
    const median = sorted[Math.floor((sorted.length - 1) / 2)];
    return `| ${name} | ${seconds(median)} | ${seconds(sorted.at(-1))} |`;
  });
  return ["| waited for | median | worst |", "|---|---|---|", ...rows].join("\n");
}

async function main(): Promise<void> {
  const dataFolder = join(folder, "data");
  await makeClinic(dataFolder, Number(values.patients), values.files);
  // The first start of all reads the program from the disk and is not counted.
  await firstRun(new Map(), -1);
  await existingClinic(new Map(), dataFolder);
  const waits: Waits = new Map();
  for (let start = 0; start < Number(values.starts); start++) {
    await firstRun(waits, start);
    await existingClinic(waits, dataFolder);
  }
  console.log(`${values.starts} starts, ${values.patients} patients\n\n${table(waits)}`);
}

void main();
