/** A power cut in the middle of a training: main, window and trainer are gone at once. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TrainingRun } from "../../electron/contract/training";
import { drawnDataSet } from "../fixtures/drawnDataSet";
import { expect, openClinic, test, visionReady, type Clinic } from "./clinic";

/** How long a training in minutes may take on a machine that has other work. */
const RUN_MS = 900_000;

async function startTraining({ app, ask }: Clinic, folder: string): Promise<TrainingRun> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  const chosen = await ask("training.chooseFolder", {});
  if (!chosen) throw new Error("no folder");
  const source = { kind: "folder", folderId: chosen.folderId } as const;
  return ask("training.start", { source, recipe: "quick", at: null });
}

const runOf = async ({ ask }: Clinic, runId: string): Promise<TrainingRun | undefined> =>
  (await ask("training.runs", {})).find(({ id }) => id === runId);

const stateOf = async (clinic: Clinic, runId: string) => (await runOf(clinic, runId))?.state;

/** What both versions say of the photos that are held out. */
const answersOf = async ({ ask }: Clinic, { version }: TrainingRun) =>
  (await ask("models.get", { version })).comparison?.answers ?? [];

/** Ends the application as a power cut does. @returns the processes that it had */
async function kill({ app }: Clinic): Promise<number[]> {
  const pids = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ pid }) => pid),
  );
  const ended = new Promise((resolve) => app.process().once("exit", resolve));
  app.process().kill("SIGKILL");
  await ended;
  return pids;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a training goes on after the whole application was killed, to the same result", async ({
  dataFolder,
}) => {
  test.setTimeout(2 * RUN_MS + 300_000);
  const folder = mkdtempSync(join(tmpdir(), "lentigo-killed-"));
  await drawnDataSet(folder, 56);
  const first = await openClinic(dataFolder);
  await visionReady(first);
  const whole = await startTraining(first, folder);
  await expect.poll(() => stateOf(first, whole.id), { timeout: RUN_MS }).toBe("done");
  const expected = await answersOf(first, whole);

  const killed = await startTraining(first, folder);
  await expect
    .poll(async () => (await runOf(first, killed.id))?.phase, { timeout: RUN_MS })
    .toBe("training");
  const processes = await kill(first);
  expect(processes.length).toBeGreaterThan(3);
  await expect.poll(() => processes.filter(isAlive), { timeout: 60_000 }).toEqual([]);

  const second = await openClinic(dataFolder);
  const { window } = second;
  await window.getByTestId("nav-models").click();
  await window.getByTestId("training-open").click();
  await expect(window.getByTestId("run-interrupted")).toBeVisible();
  await window.getByTestId("run-resume").click();
  await window.getByTestId("gate").waitFor({ timeout: RUN_MS });
  await expect(window.getByTestId("run")).toHaveAttribute("data-state", "done");
  const found = await answersOf(second, killed);
  expect(found.length).toBeGreaterThan(0);
  found.forEach(({ index, candidate }, place) => {
    expect(index).toBe(expected[place]?.index);
    candidate.probabilities.forEach((value, at) => {
      // Sums over threads may differ in the last digits.
      expect(value).toBeCloseTo(expected[place]?.candidate.probabilities[at] ?? NaN, 4);
    });
  });
  expect((await second.ask("models.list", {})).map(({ state }) => state)).toEqual([
    ...["active", "candidate", "candidate"],
  ]);
  expect(second.complaints).toEqual([]);
  await second.close();
  rmSync(folder, { recursive: true, force: true });
});
