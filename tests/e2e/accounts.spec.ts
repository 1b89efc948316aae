import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { ADMINISTRATOR, expect, startApplication, test, type Clinic } from "./clinic";
import { foundClinic, keepRecoveryKey } from "./firstRun";
import { onPaper } from "./paper";

const NURSE = { name: "omar", fullName: "Omar Haddad", password: "rote Gummistiefel" };

/** Goes through the first run as a person does; gives back the recovery key. */
async function setUpClinic({ window }: Clinic): Promise<string> {
  await foundClinic(window);
  return keepRecoveryKey(window);
}

async function shownGroups(window: Page): Promise<string[]> {
  await window.getByTestId("recovery-key").waitFor();
  return window.getByTestId("recovery-key").locator("code").allTextContents();
}

async function signIn({ window }: Clinic, name: string, password: string): Promise<void> {
  await window.getByTestId("sign-in-name").fill(name);
  await window.getByTestId("sign-in-password").fill(password);
  await window.getByTestId("sign-in-submit").click();
}

async function lock({ window }: Clinic): Promise<void> {
  await window.keyboard.press("Control+l");
  await window.getByTestId("sign-in").waitFor();
}

const raw = test.extend<{ application: Clinic }>({
  application: async ({ dataFolder }, use) => {
    const application = await startApplication(dataFolder);
    await use(application);
    await application.close();
  },
});

raw(
  "the first run: what is missing is said, the key is asked back",
  async ({ application, photos }) => {
    const { window } = application;
    const logo = window.getByTestId("first-run").locator('input[type="file"]');
    await logo.setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("no") });
    await expect(window.getByText("This picture cannot be read")).toBeVisible();
    await logo.setInputFiles(await photos(1));
    await expect(window.getByTestId("logo")).toBeVisible();
    await window.getByTestId("found-clinic").click();
    await expect(window.getByText("The clinic needs a name.")).toBeVisible();
    await expect(window.getByText("At least 10 characters.").last()).toBeVisible();
    await window.getByTestId("clinic-name").fill(ADMINISTRATOR.clinicName);
    await window.getByTestId("sign-in-name").fill(ADMINISTRATOR.name);
    await window.getByTestId("new-password").fill(ADMINISTRATOR.password);
    await window.getByTestId("new-password-again").fill("something else");
    await window.getByTestId("found-clinic").click();
    await expect(window.getByText("The two are not the same.")).toBeVisible();
    await window.getByTestId("new-password-again").fill(ADMINISTRATOR.password);
    await window.getByTestId("found-clinic").click();

    const groups = await shownGroups(window);
    expect(groups).toHaveLength(9);
    const paper = await onPaper(application, "A4");
    expect(paper.pages).toBe("1");
    for (const [place, group] of groups.entries()) {
      expect(paper.text).toContain(`${String(place + 1)}${group}`);
    }
    await window.getByTestId("recovery-group-0").fill("ZZZZ");
    await window.getByTestId("recovery-stored").click();
    await expect(window.getByText("That is not this group.").first()).toBeVisible();
    await expect(window.getByTestId("user-menu")).toBeHidden();
    for (const place of ["0", "1"]) {
      const field = window.getByTestId(`recovery-group-${place}`);
      await field.fill(
        (groups[Number(await field.getAttribute("data-group"))] ?? "").toLowerCase(),
      );
    }
    await window.getByTestId("recovery-stored").click();
    await expect(window.getByTestId("user-menu")).toBeVisible();
    await expect(window.getByRole("heading", { level: 1 })).toHaveText(ADMINISTRATOR.clinicName);
    const kept = await application.ask("clinic.settings", {});
    expect(kept.logo).toMatch(/^data:image\/png;base64,/);
  },
);

raw("roles: staff see no administration, and main refuses it, too", async ({ application }) => {
  const { window } = application;
  await setUpClinic(application);
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-accounts").click();
  await window.getByTestId("account-new").click();
  await window.getByTestId("account-full-name").fill(NURSE.fullName);
  await window.getByTestId("account-name").fill(NURSE.name);
  await window.getByTestId("new-password").fill(NURSE.password);
  await window.getByTestId("new-password-again").fill(NURSE.password);
  await window.getByTestId("account-save").click();
  await expect(window.getByTestId("account-row")).toHaveCount(2);

  await lock(application);
  await signIn(application, NURSE.name, NURSE.password);
  await expect(window.getByTestId("user-menu")).toHaveText(NURSE.fullName);
  await window.getByTestId("nav-settings").click();
  await expect(window.getByTestId("settings-own")).toBeVisible();
  await expect(window.getByTestId("settings-accounts")).toBeHidden();
  await expect(application.ask("accounts.list", {})).rejects.toThrow("request.forbidden");

  await lock(application);
  await signIn(application, ADMINISTRATOR.name, ADMINISTRATOR.password);
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-audit").click();
  const refused = window.locator('[data-testid="audit-row"][data-action="request.refused"]');
  await expect(refused).toContainText(NURSE.fullName);
  await expect(refused).toContainText("accounts.list");
});

raw("lock and return: drafts stay for the same person only", async ({ application }) => {
  const { window } = application;
  await setUpClinic(application);
  await application.ask("accounts.create", { ...NURSE, role: "staff" });
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-new").first().click();
  await window.getByTestId("patient-family-name").fill("Öberg-Halfway");
  // Ctrl L belongs to the screens, and a dialog is open: this is what the idle clock does.
  await application.ask("session.lock", {});
  await window.getByTestId("sign-in").waitFor();
  await expect(window.getByTestId("patient-family-name")).toBeHidden();
  await expect(
    application.ask("patients.list", { search: "", limit: 1, offset: 0 }),
  ).rejects.toThrow("session.locked");

  await signIn(application, ADMINISTRATOR.name, ADMINISTRATOR.password);
  await expect(window.getByTestId("patient-family-name")).toBeVisible();
  await expect(window.getByTestId("patient-family-name")).toHaveValue("Öberg-Halfway");
  await expect(window.getByTestId("patient-family-name")).toBeFocused();

  await application.ask("session.lock", {});
  await signIn(application, NURSE.name, NURSE.password);
  await expect(window.getByTestId("user-menu")).toHaveText(NURSE.fullName);
  await expect(window.getByTestId("patient-family-name")).toBeHidden();
});

raw("a wrong password, then too many; then the recovery key", async ({ application }) => {
  const { window } = application;
  const recoveryKey = await setUpClinic(application);
  await lock(application);
  await signIn(application, ADMINISTRATOR.name, "not the password");
  await expect(window.getByText("Name and password do not match.")).toBeVisible();
  await expect(window.getByTestId("sign-in-password")).toBeFocused();
  for (let round = 0; round < 4; round++) {
    await application
      .ask("session.signIn", { name: ADMINISTRATOR.name, password: "not the password" })
      .catch(() => undefined);
  }
  await signIn(application, ADMINISTRATOR.name, ADMINISTRATOR.password);
  await expect(window.getByTestId("sign-in-submit")).toBeDisabled();
  await expect(window.getByTestId("sign-in-submit")).toHaveText(/Wait \d+ s/);
  await expect(window.getByTestId("sign-in-submit")).toBeEnabled({ timeout: 20_000 });

  await window.getByTestId("forgotten").click();
  await window.getByTestId("recover-key").fill(recoveryKey.toLowerCase().replaceAll("-", " "));
  await window.getByTestId("recover-name").fill(ADMINISTRATOR.name);
  await window.getByTestId("new-password").fill("gelber Regenschirm");
  await window.getByTestId("new-password-again").fill("gelber Regenschirm");
  await window.getByTestId("recover-submit").click();
  await expect(window.getByTestId("user-menu")).toBeVisible();
  await lock(application);
  await signIn(application, ADMINISTRATOR.name, "gelber Regenschirm");
  await expect(window.getByTestId("user-menu")).toBeVisible();
});

raw("a new recovery key is shown until it is kept, whatever is typed", async ({ application }) => {
  const { window } = application;
  const first = await setUpClinic(application);
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-clinic").click();
  await window.getByTestId("renew-password").fill(ADMINISTRATOR.password);
  await window.getByTestId("renew-password").press("Enter");
  const sheet = window.getByRole("dialog").filter({ has: window.getByTestId("recovery-key") });
  await expect(sheet).toBeFocused();
  await window.keyboard.type("Q7");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("renew-password")).toHaveValue("");
  await expect(sheet).toBeVisible();
  // Nor does the Tab key get beneath it, either way round.
  for (const key of ["Shift+Tab", ...Array.from({ length: 12 }, () => "Tab")]) {
    await window.keyboard.press(key);
    const isBeneath = await sheet.evaluate(
      (element) =>
        document.activeElement !== document.body && !element.contains(document.activeElement),
    );
    expect(isBeneath).toBe(false);
  }
  await expect(sheet).toBeVisible();
  expect(await keepRecoveryKey(window)).not.toBe(first);
  await expect(window.getByText("The new recovery key is in force.")).toBeVisible();
  await expect(sheet).toHaveCount(0);
});

raw("the audit log: read, verified, exported", async ({ application, dataFolder }) => {
  const { window, app } = application;
  await setUpClinic(application);
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-audit").click();
  await expect(window.getByTestId("audit-row")).toHaveCount(3);
  await window.getByTestId("audit-verify").click();
  await expect(window.getByTestId("audit-verdict")).toContainText("The audit log is whole.");
  await window.getByTestId("audit-what").selectOption("account.created");
  await expect(window.getByTestId("audit-row")).toHaveCount(1);

  const file = join(dataFolder, "log.csv");
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await window.getByTestId("audit-what").selectOption("");
  await window.getByTestId("audit-export").click();
  await expect(window.getByText("The audit log has been written.")).toBeVisible();
  const rows = readFileSync(file, "utf8").trim().split("\r\n");
  expect(rows[0]).toBe("Entry,Time,Account,Action,Subject,Details,Chain (SHA-256)");
  expect(rows[1]).toContain("clinic.created");
});
