import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectAccessible } from "./axe";
import { ADMINISTRATOR, expect, startApplication, test, type Clinic } from "./clinic";

/** Has the next dialogs for folders answer with this one. */
async function answerWith({ app }: Clinic, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
}

async function openBackups({ window }: Clinic): Promise<void> {
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-backups").click();
}

async function lock({ window }: Clinic): Promise<void> {
  await window.keyboard.press("Control+l");
  await window.getByTestId("sign-in").waitFor();
}

async function signIn({ window }: Clinic): Promise<void> {
  await window.getByTestId("sign-in-name").fill(ADMINISTRATOR.name);
  await window.getByTestId("sign-in-password").fill(ADMINISTRATOR.password);
  await window.getByTestId("sign-in-submit").click();
  await window.getByTestId("user-menu").waitFor();
}

async function restoreLatest({ window }: Clinic): Promise<void> {
  await window.getByTestId("restore-link").click();
  await window.getByTestId("restore-choose").click();
  await window.getByText("Password", { exact: true }).click();
  await window.getByTestId("restore-name").fill(ADMINISTRATOR.name);
  await window.getByTestId("restore-password").fill(ADMINISTRATOR.password);
  await window.getByTestId("restore-submit").click();
  await window.getByTestId("restore-done").waitFor();
}

const patients = async ({ ask }: Clinic): Promise<number> =>
  (await ask("patients.list", { search: "", limit: 10, offset: 0 })).total;

const PATIENT = {
  number: "",
  givenName: "Astrid",
  dateOfBirth: null,
  sex: "female",
  notes: "",
} as const;

test("a backup is made, checked, restored here and on a new computer, and taken back", async ({
  clinic,
}) => {
  const { window, ask } = clinic;
  const disk = join(mkdtempSync(join(tmpdir(), "lentigo-e2e-")), "disk");
  mkdirSync(disk);
  await ask("patients.create", { ...PATIENT, familyName: "Before" });
  await answerWith(clinic, disk);

  await openBackups(clinic);
  await expect(window.getByTestId("backup-folder")).toContainText("No folder has been chosen");
  await expectAccessible(window, "backups without a folder");
  await window.getByTestId("backup-choose").click();
  await expect(window.getByTestId("backup-folder")).toHaveText(disk);
  await window.getByTestId("backup-make").click();
  await expect(window.getByTestId("backup-last")).toContainText("Patients: 1");
  await window.getByTestId("backup-check").click();
  await expect(window.getByTestId("backup-whole")).toBeVisible();
  await expectAccessible(window, "backups with one");

  await ask("patients.create", { ...PATIENT, familyName: "After" });
  await lock(clinic);
  await restoreLatest(clinic);
  await window.getByTestId("restore-sign-in").click();
  await signIn(clinic);
  expect(await patients(clinic)).toBe(1);

  await openBackups(clinic);
  await window.getByTestId("undo-restore").click();
  await window.getByTestId("confirm-destroy").click();
  await window.getByTestId("sign-in").waitFor();
  await signIn(clinic);
  expect(await patients(clinic)).toBe(2);

  const elsewhere = await startApplication(mkdtempSync(join(tmpdir(), "lentigo-e2e-")));
  try {
    await answerWith(elsewhere, disk);
    await restoreLatest(elsewhere);
    await expect(elsewhere.window.getByTestId("restore-done")).toContainText(
      "password of that time",
    );
    await elsewhere.window.getByTestId("restore-sign-in").click();
    await signIn(elsewhere);
    expect(await patients(elsewhere)).toBe(1);
  } finally {
    await elsewhere.close();
  }
});

test("a folder that is no backup, and one out of reach, are told", async ({ clinic }) => {
  const { window } = clinic;
  const empty = mkdtempSync(join(tmpdir(), "lentigo-e2e-"));
  await answerWith(clinic, join(empty, "unplugged"));
  await openBackups(clinic);
  await window.getByTestId("backup-choose").click();
  await window.getByTestId("backup-make").click();
  await expect(window.getByText("backup.unreachable")).toBeVisible();

  await lock(clinic);
  await window.getByTestId("restore-link").click();
  await answerWith(clinic, empty);
  await window.getByTestId("restore-choose").click();
  await expect(window.getByText("backup.none")).toBeVisible();
  await expectAccessible(window, "no backup to restore");
});

test("a folder that is gone raises a banner, and a backup that succeeds takes it away", async ({
  clinic,
}) => {
  const { window } = clinic;
  const banner = window.getByTestId("backups-banner");
  const disk = join(mkdtempSync(join(tmpdir(), "lentigo-e2e-")), "disk");
  mkdirSync(disk);
  await answerWith(clinic, disk);
  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("no-backups").click();
  await window.getByTestId("backup-choose").click();
  await expect(window.getByTestId("backup-folder")).toHaveText(disk);
  await expect(banner).toHaveCount(0);
  await window.getByTestId("nav-dashboard").click();
  await expect(window.getByTestId("dashboard-unconfirmed")).toBeVisible();
  await expect(window.getByTestId("no-backups")).toHaveCount(0);
  await openBackups(clinic);

  rmSync(disk, { recursive: true });
  await window.getByTestId("backup-make").click();
  await expect(banner).toContainText("Backups fail.");
  await expectAccessible(window, "backups that fail");
  await window.getByTestId("nav-triage").click();
  await banner.getByRole("button").click();
  await expect(window.getByText("backup.unreachable")).toBeVisible();

  // A place that nothing can be written to.
  writeFileSync(disk, "");
  const failedAt = async (): Promise<string | undefined> =>
    (await clinic.ask("backups.state", {})).failure?.at;
  const before = await failedAt();
  await window.getByTestId("backup-make").click();
  await expect.poll(failedAt).not.toBe(before);
  await expect(banner).toBeVisible();

  rmSync(disk);
  mkdirSync(disk);
  await window.getByTestId("backup-make").click();
  await expect(window.getByTestId("backup-last")).toBeVisible();
  await expect(banner).toHaveCount(0);
});
