import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { ADMINISTRATOR, expect, startApplication, test, type Clinic } from "./clinic";
import { fillClinic } from "./filledClinic";
import { foundClinic, keepRecoveryKey } from "./firstRun";

const entrance = test.extend<{ application: Clinic }>({
  application: async ({ dataFolder }, use) => {
    const application = await startApplication(dataFolder);
    await use(application);
    await application.close();
  },
});

/** Looks at a dialog and closes it again. */
async function lookAtDialog(window: Page, name: string, testId: string): Promise<void> {
  await window.getByTestId(testId).first().click();
  await window.getByRole("dialog").first().waitFor();
  await expectAccessible(window, name);
  await window.keyboard.press("Escape");
  await expect(window.getByRole("dialog")).toHaveCount(0);
}

/** Goes on by Tab and looks at whatever has the focus; of a switch or a password its frame. */
async function expectRings(window: Page, screen: string, steps: number): Promise<void> {
  const bare = new Set<string>();
  for (let step = 0; step < steps; step++) {
    await window.keyboard.press("Tab");
    const without = await window.evaluate(() => {
      const focused = document.activeElement;
      const near = [focused, focused?.nextElementSibling, focused?.parentElement];
      const hasRing = near.some((element) => {
        if (!element) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && outlineWidth !== "0px";
      });
      return hasRing ? null : (focused?.outerHTML.slice(0, 120) ?? "nothing");
    });
    if (without !== null) bare.add(without);
  }
  expect.soft([...bare], screen).toEqual([]);
}

entrance(
  "doorway: first run, recovery key, empty rooms, sign-in, recovery",
  async ({ application }) => {
    const { window } = application;
    await expectAccessible(window, "first run");
    await window.getByTestId("found-clinic").click();
    await expectAccessible(window, "first run, with faults");
    await window.getByTestId("language-switch").click();
    await window.getByTestId("language-de").waitFor();
    await expectAccessible(window, "languages");
    await window.keyboard.press("Escape");

    await foundClinic(window);
    await expectAccessible(window, "recovery key");
    await keepRecoveryKey(window);
    await window.getByTestId("queue-empty").waitFor();
    await expectAccessible(window, "triage, empty");
    for (const room of ["patients", "dashboard"]) {
      await window.getByTestId(`nav-${room}`).click();
      await expectAccessible(window, `${room}, empty`);
    }

    await application.ask("session.lock", {});
    await window.getByTestId("sign-in").waitFor();
    await expectAccessible(window, "sign-in");
    await window.getByTestId("sign-in-name").fill(ADMINISTRATOR.name);
    await window.getByTestId("sign-in-password").fill("not the password");
    await window.getByTestId("sign-in-submit").click();
    await window.getByRole("alert").first().waitFor();
    await expectAccessible(window, "sign-in, refused");
    await window.getByTestId("forgotten").click();
    await window.getByTestId("recover-key").waitFor();
    await expectAccessible(window, "recovery");
  },
);

test("rooms: triage, patients, lesion, dashboard, models, settings", async ({ clinic, photos }) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(4, 3));
  await window.getByTestId("queue-row").first().click();
  await window.getByTestId("heatmap").waitFor();
  await expectAccessible(window, "triage, heatmap on");
  await window.getByTestId("queue-row").last().click();
  await window.getByTestId("measure-open").click();
  await window.getByTestId("measure-bar").waitFor();
  await expectAccessible(window, "triage, measuring");

  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().waitFor();
  await expectAccessible(window, "patients");
  await window.getByTestId("patient-row").first().click();
  await window.getByTestId("lesion-row").waitFor();
  await expectAccessible(window, "patient");
  await window.getByTestId("lesion-open").click();
  await window.getByTestId("course-table").waitFor();
  await expectAccessible(window, "lesion");

  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("dashboard").waitFor();
  await expectAccessible(window, "dashboard");
  await window.getByTestId("nav-models").click();
  await window.getByTestId("model-page").waitFor();
  for (const tab of await window.getByRole("tab").all()) {
    await tab.click();
    await window.getByRole("tabpanel").waitFor();
    await expectAccessible(window, `models: ${(await tab.textContent()) ?? ""}`);
  }
  await window.getByTestId("training-open").click();
  await window.getByTestId("training-preview").waitFor();
  await expectAccessible(window, "training");
  await window.getByTestId("nav-settings").click();
  for (const tab of await window.getByRole("tab").all()) {
    await tab.click();
    await window.getByRole("tabpanel").waitFor();
    await expectAccessible(window, `settings: ${(await tab.textContent()) ?? ""}`);
  }
});

test("whatever the Tab key comes to wears a ring", async ({ clinic, photos }) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(3, 9));
  await window.getByTestId("queue-row").first().click();
  await window.getByTestId("decision-panel").waitFor();
  await expectRings(window, "triage", 70);
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().click();
  await window.getByTestId("patient-edit").click();
  await expectRings(window, "edit a patient", 10);
  await window.keyboard.press("Escape");
  await window.getByTestId("nav-settings").click();
  await expectRings(window, "settings", 24);
});

test("dialogs and menus", async ({ clinic, photos }) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(3, 5));
  await window.getByTestId("queue-row").first().click();
  await window.getByTestId("decision-panel").waitFor();
  await window.keyboard.press("?");
  await window.getByRole("dialog").waitFor();
  await expectAccessible(window, "keys");
  await window.keyboard.press("Escape");
  await lookAtDialog(window, "delete a photo", "photo-delete");
  await lookAtDialog(window, "histology", "histology-open");
  await lookAtDialog(window, "camera", "camera-open");

  await window.getByTestId("user-menu").click();
  await window.getByTestId("lock").waitFor();
  await expectAccessible(window, "own menu");
  await window.keyboard.press("Escape");

  await window.getByTestId("nav-patients").click();
  await lookAtDialog(window, "new patient", "patient-new");
  await lookAtDialog(window, "import patients", "patients-import");
  await window.getByTestId("patient-row").first().click();
  await lookAtDialog(window, "consents", "consents-open");
  for (const entry of ["patient-merge", "patient-delete"]) {
    await window.getByTestId("patient-more").click();
    await lookAtDialog(window, entry, entry);
  }

  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-accounts").click();
  await lookAtDialog(window, "new account", "account-new");
});

test("reports: a draft, signing, a signed one, those of a day", async ({ clinic, photos }) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(3, 7));
  const isSet = window.locator('[data-testid="report-pages"][aria-busy="false"]');
  await window.getByTestId("queue-row").first().click();
  await window.getByTestId("decision-panel").waitFor();
  await window.keyboard.press("r");
  await isSet.waitFor();
  await expectAccessible(window, "draft of a report");
  await window.getByTestId("report-sign").click();
  await expectAccessible(window, "draft of a report, about to be signed");
  await window.getByTestId("report-sign-confirm").click();
  await window.getByTestId("report-correct").click();
  await isSet.waitFor();
  await expectAccessible(window, "signed report, about to be corrected");
  await window.keyboard.press("Escape");
  await window.getByTestId("nav-dashboard").click();
  await lookAtDialog(window, "reports of a day", "day-reports");
});
