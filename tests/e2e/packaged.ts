/** What `npm run package` built, tried out by it: playwright test --project=package. */
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import type { TrainingRun } from "../../electron/contract/training";
import { drawnDataSet } from "../fixtures/drawnDataSet";
import { ADMINISTRATOR, choosePhotos, expect, openClinic, visionReady } from "./clinic";
import { foundClinic, keepRecoveryKey } from "./firstRun";
import { packagedBinary, test } from "./packagedProgram";

const { name, password } = ADMINISTRATOR;

/** A fuse in the binary is the letter 0 or 1. */
const [OFF = 0, ON = 1] = Buffer.from("01");

test("the fuses of the packaged binary are set", async () => {
  const wire = await getCurrentFuseWire(packagedBinary());
  expect(wire).toMatchObject({
    [FuseV1Options.RunAsNode]: OFF,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: OFF,
    [FuseV1Options.EnableNodeCliInspectArguments]: OFF,
    [FuseV1Options.EnableCookieEncryption]: ON,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ON,
    [FuseV1Options.OnlyLoadAppFromAsar]: ON,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: OFF,
  });
  // Electron before 29 has no such fuse.
  const fileProtocol = wire[FuseV1Options.GrantFileProtocolExtraPrivileges];
  expect([undefined, OFF]).toContain(fileProtocol);
});

test("nobody makes a plain Node of it, loads code into it or debugs its main process", async ({
  start,
  dataFolder,
}) => {
  const marker = join(mkdtempSync(join(tmpdir(), "lentigo-package-")), "ran");
  const code = `${marker}.cjs`;
  writeFileSync(code, `require("node:fs").writeFileSync(${JSON.stringify(marker)}, "");`);
  const program = await start(dataFolder, {
    switches: ["--inspect=0"],
    env: { ELECTRON_RUN_AS_NODE: "1", NODE_OPTIONS: `--require ${code}` },
  });
  await program.window.getByTestId("enter-demo").click();
  await visionReady(program);
  expect(existsSync(marker)).toBe(false);
  expect(program.said()).not.toContain("Debugger listening");
  await program.close();
});

test("first run, a photo, a signed report; and all of it is there again", async ({
  start,
  dataFolder,
  photos,
}) => {
  const first = await start(dataFolder);
  const { window } = first;
  await foundClinic(window);
  await keepRecoveryKey(window);
  await visionReady(first);
  await choosePhotos(first, await photos(1));
  await window.getByTestId("queue-row").first().click();
  await expect(window.getByTestId("triage-level").first()).toBeVisible();
  await expect(window.getByTestId("heatmap")).toBeVisible();

  await window.keyboard.press("r");
  const dialog = window.getByTestId("report-dialog");
  const page = dialog.getByTestId("report-page").first();
  await expect
    .poll(() => page.evaluate((shown) => (shown as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  await dialog.getByTestId("report-sign").click();
  await dialog.getByTestId("report-sign-confirm").click();
  await expect(dialog.getByTestId("report-state")).toHaveText("Signed");
  expect(first.complaints).toEqual([]);
  await first.close();

  const second = await start(dataFolder);
  await second.ask("session.signIn", { name, password });
  await expect(second.window.getByTestId("queue-row")).toHaveCount(1);
  await second.close();
});

test("the demo clinic is drawn", async ({ start, dataFolder }) => {
  const program = await start(dataFolder);
  await program.window.getByTestId("enter-demo").click();
  await expect(program.window.getByTestId("queue-row").nth(2)).toBeVisible({ timeout: 60_000 });
  expect(program.complaints).toEqual([]);
  await program.close();
});

test("a clinic from elsewhere is backed up, and its retraining gone on with", async ({
  start,
  dataFolder,
}) => {
  test.setTimeout(900_000);
  const folder = mkdtempSync(join(tmpdir(), "lentigo-package-"));
  const disk = join(folder, "disk");
  mkdirSync(disk);
  await drawnDataSet(join(folder, "photos"), 56);
  const before = await openClinic(dataFolder);
  const answerWith = (chosen: string) =>
    before.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, chosen);
  await answerWith(disk);
  await before.ask("backups.chooseFolder", {});
  await answerWith(join(folder, "photos"));
  const chosen = await before.ask("training.chooseFolder", {});
  if (!chosen) throw new Error("no folder");
  const source = { kind: "folder", folderId: chosen.folderId } as const;
  const run = await before.ask("training.start", { source, recipe: "quick", at: null });
  await before.close();

  const program = await start(dataFolder);
  await program.ask("session.signIn", { name, password });
  // One is due, and begins by itself.
  const backup = async () => (await program.ask("backups.state", {})).last;
  await expect.poll(backup).not.toBeNull();
  const { faults } = await program.ask("backups.check", { id: (await backup())?.id ?? "" });
  expect(faults).toEqual([]);
  await program.ask("training.resume", { runId: run.id });
  const now = async (): Promise<TrainingRun | undefined> =>
    (await program.ask("training.runs", {})).find(({ id }) => id === run.id);
  await expect.poll(async () => (await now())?.state, { timeout: 600_000 }).toBe("done");
  await program.close();
});
