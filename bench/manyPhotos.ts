/**
 * An evening's photos, 12 megapixels each, through the real window: photos a second, how busy the
 * computer is, how much memory that takes, and how long the window goes without a frame meanwhile.
 * Beside it Python, which reads, predicts and explains one photo after the other (bench/onePhoto.py).
 *
 *   npm run bench:many-photos [-- --photos 500 --python 50]
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "playwright";
import { startedApplication } from "./startup/application";
import { makeClinic, SIGN_IN } from "./startup/clinic";
import { variedPhotos } from "./variedPhotos";

const root = join(__dirname, "../..");
const { values } = parseArgs({
  options: {
    photos: { type: "string", default: "500" },
    python: { type: "string", default: "50" },
  },
});

/** After signing in, until the model has warmed up and nothing more is being loaded. */
const IDLE_MS = 10_000;

const folder = mkdtempSync(join(tmpdir(), "lentigo-bench-many-"));
process.on("exit", () => {
  rmSync(folder, { recursive: true, force: true });
});

async function drawnFiles(count: number): Promise<string[]> {
  const size = { width: 4000, height: 3000 };
  const photos = await variedPhotos(join(folder, "drawn"), { drawn: 6, seed: 1, ...size });
  mkdirSync(join(folder, "photos"));
  const files: string[] = [];
  for (let number = 0; number < count; number++) {
    const file = join(folder, "photos", `IMG_${String(number).padStart(4, "0")}.jpg`);
    writeFileSync(file, await photos.photo(number));
    files.push(file);
  }
  return files;
}

/** Processor time that was used, and that there was, of all cores, in milliseconds. */
function processorTime(): { readonly used: number; readonly all: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({
    used: user + nice + sys + irq,
    idle,
  }));
  const used = times.reduce((sum, core) => sum + core.used, 0);
  return { used, all: times.reduce((sum, core) => sum + core.idle, used) };
}

/** Milliseconds between frames, from now until `framesUntilNow` is asked. */
function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    const gaps: number[] = [];
    let last = performance.now();
    const look = (now: number): void => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(window, { gaps });
  });
}

const framesUntilNow = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { gaps: number[] }).gaps);

/** Sets the files of the intake by their paths: Playwright's own way sends at most 50 MB. */
async function choose(page: Page, files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const document = await session.send("DOM.getDocument");
  const { nodeId } = await session.send("DOM.querySelector", {
    nodeId: document.root.nodeId,
    selector: "[data-testid=intake-input]",
  });
  await session.send("DOM.setFileInputFiles", { nodeId, files });
}

async function throughTheWindow(files: string[]): Promise<void> {
  const dataFolder = join(folder, "data");
  await makeClinic(dataFolder, 1, false);
  const application = await startedApplication(dataFolder);
  const { page } = application;
  await page.getByTestId("sign-in-name").fill(SIGN_IN.name);
  await page.getByTestId("sign-in-password").fill(SIGN_IN.password);
  await page.getByTestId("sign-in-submit").click();
  await page
    .getByTestId("device-badge")
    .filter({ hasText: /CPU|GPU/ })
    .waitFor();
  await setTimeout(IDLE_MS);
  const idle = application.memory();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, application.memory());
  }, 1000);
  await watchFrames(page);
  const before = processorTime();
  const start = performance.now();
  await choose(page, files);
  await page.getByText(`${files.length} photos added`).waitFor({ timeout: 0 });
  const seconds = (performance.now() - start) / 1000;
  const after = processorTime();
  clearInterval(watch);
  const gaps = (await framesUntilNow(page)).sort((a, b) => a - b);
  const busy = (after.used - before.used) / (after.all - before.all);
  const late = gaps.filter((gap) => gap > 100).length;
  console.log(`Lentigo: ${files.length} photos in ${seconds.toFixed(0)} s`);
  console.log(`  ${(files.length / seconds).toFixed(2)} photos a second, eight views of each`);
  console.log(
    `  ${(busy * 100).toFixed(0)} % of all cores busy, everything on the computer counted`,
  );
  console.log(`  memory: idle ${megabytes(idle)} MB, at most ${megabytes(most)} MB`);
  console.log(
    `  frames: ${gaps.length}, 99th percentile ${at(gaps, 0.99)} ms, longest ${at(gaps, 1)} ms, ` +
      `${late} after more than 100 ms`,
  );
  await application.end();
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.ceil(share * sorted.length) - 1] ?? NaN).toFixed(0);

async function byPython(files: readonly string[]): Promise<void> {
  const python = spawn(join(root, "out/bench-venv/bin/python"), [join(root, "bench/onePhoto.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  let start = NaN;
  for (const [index, file] of files.entries()) {
    // TensorFlow prepares itself with the first ones.
    if (index === 3) start = performance.now();
    python.stdin.write(`${file}\n`);
    await answers.next();
  }
  const seconds = (performance.now() - start) / 1000;
  python.stdin.end();
  const photos = files.length - 3;
  console.log(`Python: ${photos} photos in ${seconds.toFixed(0)} s`);
  console.log(`  ${(photos / seconds).toFixed(2)} photos a second, one view of each`);
}

async function main(): Promise<void> {
  const files = await drawnFiles(Number(values.photos));
  await byPython(files.slice(0, Number(values.python) + 3));
  await throughTheWindow(files);
}

void main();
