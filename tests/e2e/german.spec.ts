import type { Page } from "@playwright/test";
import { ADMINISTRATOR, expect, openClinic, startApplication, test, type Clinic } from "./clinic";
import { cutOffLabels } from "./cutOff";
import { fillClinic } from "./filledClinic";
import { foundClinic, keepRecoveryKey } from "./firstRun";

const GERMAN = ["--lang=de"];
const ENGLISH_SYSTEM = ["--lang=en-US"];

/** Frequent in the English window, and no German words. */
const ENGLISH = [
  ..."the and of with this photo photos lesion lesions urgent soon cannot queue today".split(" "),
  ..."settings account search new add save cancel close delete open edit back none all".split(" "),
  ..."password sign set key notes sex born age number visit visits consent diagnosis".split(" "),
];

const FILE_NAME = /lesion-\d+\.jpg/g;

/** What people name as they like may be cut off. */
const NAMES = /lesion-\d+\.jpg|Lindqvist|Albrecht/;

/** The window at the size of a clinic's smallest screen. */
async function germanWindow(application: Clinic): Promise<Page> {
  await application.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720);
  });
  return application.window;
}

async function expectGerman(window: Page, screen: string): Promise<void> {
  const texts = await window.evaluate(() => {
    const named = [...document.querySelectorAll("[aria-label], [placeholder], [title], [alt]")];
    const names = named.flatMap((element) =>
      ["aria-label", "placeholder", "title", "alt"].map((name) => element.getAttribute(name) ?? ""),
    );
    return [...document.body.innerText.split("\n"), ...names];
  });
  const own = texts.map((text) => text.replaceAll(FILE_NAME, ""));
  const isEnglish = new RegExp(`(?<![\\p{L}-])(${ENGLISH.join("|")})(?![\\p{L}-])`, "iu");
  const english = own.filter((text) => isEnglish.test(text));
  expect.soft([...new Set(english)], `English words: ${screen}`).toEqual([]);
  const cutOff = (await cutOffLabels(window)).filter((text) => !NAMES.test(text));
  expect.soft(cutOff, `cut off: ${screen}`).toEqual([]);
}

test("a German computer is spoken to in German from the doorway on", async ({ dataFolder }) => {
  const application = await startApplication(dataFolder, GERMAN);
  const window = await germanWindow(application);
  await expect(window.locator("html")).toHaveAttribute("lang", "de");
  await expect(window.getByTestId("found-clinic")).toHaveText("Praxis einrichten");
  await window.getByTestId("found-clinic").click();
  await expectGerman(window, "first run");

  await foundClinic(window);
  await expectGerman(window, "recovery key");
  await keepRecoveryKey(window);
  await window.getByTestId("queue-empty").waitFor();
  await expectGerman(window, "triage, empty");
  await window.keyboard.press("Control+k");
  await window.getByTestId("search-palette").waitFor();
  await expectGerman(window, "search");
  await window.keyboard.press("Escape");
  const menus = await application.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label),
  );
  expect(menus).toEqual(expect.arrayContaining(["Bearbeiten", "Ansicht", "Fenster"]));
  await application.ask("session.lock", {});
  await window.getByTestId("sign-in").waitFor();
  await expectGerman(window, "sign-in");
  await window.getByTestId("forgotten").click();
  await expectGerman(window, "recovery");
  await application.close();
});

test("the rooms speak German, and every label has the room it needs", async ({
  dataFolder,
  photos,
}) => {
  const clinic = await openClinic(dataFolder, GERMAN);
  const window = await germanWindow(clinic);
  await fillClinic(clinic, await photos(4, 3));
  await window.getByTestId("queue-row").first().click();
  await window.getByTestId("heatmap").waitFor();
  await expectGerman(window, "triage");
  // Whole percents and days as German writes them.
  await expect(window.getByTestId("malignancy-score")).toHaveText(/\d\u202f%/);
  await window.keyboard.press("?");
  await window.getByRole("dialog").waitFor();
  await expect(window.getByText("Strg L", { exact: true })).toBeVisible();
  await expectGerman(window, "keys");
  await window.keyboard.press("Escape");
  await window.keyboard.press("r");
  await window.locator('[data-testid="report-pages"][aria-busy="false"]').waitFor();
  await expectGerman(window, "draft of a report");
  await window.getByTestId("report-sign").click();
  await expectGerman(window, "draft of a report, about to be signed");
  await window.keyboard.press("Escape");

  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().waitFor();
  await expect(window.getByText("03.04.1961").first()).toBeVisible();
  await expectGerman(window, "patients");
  await window.getByTestId("patient-row").first().click();
  await window.getByTestId("lesion-row").waitFor();
  await expectGerman(window, "patient");
  await window.getByTestId("lesion-open").click();
  await window.getByTestId("course-table").waitFor();
  await expectGerman(window, "lesion");
  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("dashboard").waitFor();
  await expectGerman(window, "dashboard");
  await window.getByTestId("day-reports").click();
  await window.getByTestId("day-found").waitFor();
  await expectGerman(window, "reports of a day");
  await window.keyboard.press("Escape");

  await window.getByTestId("nav-models").click();
  await window.getByTestId("model-page").waitFor();
  for (const tab of ["model-measures", "model-comparison", "model-history"]) {
    await window.getByTestId(tab).click();
    await window.getByRole("tabpanel").waitFor();
    await expectGerman(window, tab);
  }
  await window.getByTestId("training-open").click();
  await window.getByTestId("training-preview").waitFor();
  await expectGerman(window, "training");

  await window.getByTestId("nav-settings").click();
  for (const tab of await window.getByRole("tab").all()) {
    await tab.click();
    await window.getByRole("tabpanel").waitFor();
    await expectGerman(window, `settings: ${(await tab.textContent()) ?? ""}`);
  }
  await clinic.close();
});

test("the language changes at once, keeps what was typed, and stays", async ({ dataFolder }) => {
  const application = await startApplication(dataFolder, ENGLISH_SYSTEM);
  const { window } = application;
  await expect(window.locator("html")).toHaveAttribute("lang", "en");
  await window.getByTestId("clinic-name").fill("Praxis Ünal");
  await window.getByTestId("language-switch").click();
  await window.getByTestId("language-de").click();
  await expect(window.getByTestId("found-clinic")).toHaveText("Praxis einrichten");
  await expect(window.getByTestId("clinic-name")).toHaveValue("Praxis Ünal");
  await expect(window.locator("html")).toHaveAttribute("lang", "de");

  await application.ask("session.setUp", ADMINISTRATOR);
  await application.close();
  const again = await openClinic(dataFolder, ENGLISH_SYSTEM);
  await expect(again.window.locator("html")).toHaveAttribute("lang", "de");
  await again.window.getByTestId("nav-settings").click();
  await again.window.getByTestId("old-password").fill("halb getippt");
  await again.window.getByTestId("language-choices").getByText("English").click();
  await expect(again.window.getByTestId("nav-settings")).toHaveText("Settings");
  await expect(again.window.getByTestId("old-password")).toHaveValue("halb getippt");
  await again.close();
});
