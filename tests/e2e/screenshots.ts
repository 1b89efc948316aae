/** Photographs every screen, light and dark, for the user guide: `npm run screenshots`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { startApplication, test, type Clinic } from "./clinic";
import { foundClinic, keepRecoveryKey } from "./firstRun";

const IMAGES = join(import.meta.dirname, "../../docs/images");

/** The photographed clinic speaks English. */
const FOUNDER = {
  clinicName: "Market Square Dermatology",
  name: "ines",
  fullName: "Dr. Ines Albrecht",
  password: "seven small moles",
};

/** Long enough for pictures to arrive and for notices to have gone. */
const SETTLE_MS = 900;

/** One screen in both schemes; colours are reduced to 256, which keeps the repository small. */
async function photograph(window: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await window.emulateMedia({ colorScheme });
    await window.waitForTimeout(SETTLE_MS);
    const png = await sharp(await window.screenshot())
      .png({ palette: true, effort: 10 })
      .toBuffer();
    writeFileSync(join(IMAGES, `${name}-${colorScheme}.png`), png);
  }
}

/** Makes one backup in a folder. */
async function backUp({ app, window }: Clinic, folder: string): Promise<void> {
  mkdirSync(folder);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  await window.getByTestId("backup-choose").click();
  await window.getByTestId("backup-make").click();
  await window.getByTestId("backup-last").waitFor();
  // A folder of this test's is none that a clinic has.
  await window.getByTestId("backup-folder").evaluate((element) => {
    element.textContent = "/media/backups";
  });
}

async function go(window: Page, room: string): Promise<void> {
  await window.getByTestId(`nav-${room}`).click();
  await window.mouse.move(700, 20);
}

test("before somebody is signed in", async ({ dataFolder }) => {
  const application = await startApplication(dataFolder);
  const { window } = application;
  await window.getByTestId("first-run").waitFor();
  await photograph(window, "first-run");
  await foundClinic(window, FOUNDER);
  await photograph(window, "recovery-key");
  await keepRecoveryKey(window);
  await photograph(window, "triage-empty");
  await go(window, "settings");
  await photograph(window, "settings-own");
  for (const section of ["clinic", "accounts"]) {
    await window.getByTestId(`settings-${section}`).click();
    await photograph(window, `settings-${section}`);
  }
  await window.getByTestId("settings-archive").click();
  await window.getByTestId("archive-url").fill("https://archive.market-square.example/dicom-web");
  await photograph(window, "settings-archive");
  await window.getByTestId("settings-backups").click();
  await backUp(application, join(dirname(dataFolder), "Backup disk"));
  await photograph(window, "settings-backups");
  await window.getByTestId("settings-audit").click();
  await photograph(window, "settings-audit");
  await window.keyboard.press("Control+l");
  await window.getByTestId("sign-in").waitFor();
  await photograph(window, "sign-in");
  await application.close();
});

test("the demo clinic", async ({ dataFolder }) => {
  test.setTimeout(600_000);
  const application = await startApplication(dataFolder);
  const { window } = application;
  await window.getByTestId("enter-demo").click();
  await filled(application);

  await window.getByTestId("queue-row").nth(1).click();
  await window.getByTestId("heatmap").waitFor();
  await photograph(window, "triage");
  await window.keyboard.press("?");
  await photograph(window, "keys");
  await window.getByTestId("quick-start-open").click();
  await photograph(window, "quick-start");
  await window.keyboard.press("Escape");
  await window.keyboard.press("r");
  await window.locator('[data-testid="report-pages"][aria-busy="false"]').waitFor();
  await window.keyboard.press("f");
  await photograph(window, "report");
  await window.keyboard.press("Escape");
  await go(window, "patients");
  await photograph(window, "patients");
  await window.getByTestId("patients-import").click();
  await photograph(window, "import");
  await window.keyboard.press("Escape");

  const { patientId, number } = await longestCourse(application);
  await window.locator(`[data-patient-id="${patientId}"]`).click();
  await window.getByTestId("body-map").waitFor();
  await photograph(window, "patient");
  const row = window.locator(`[data-testid="lesion-row"][data-number="${String(number)}"]`);
  await row.getByTestId("lesion-open").click();
  await window.getByTestId("trend").waitFor();
  await photograph(window, "lesion");
  await go(window, "dashboard");
  await photograph(window, "dashboard");
  await window.getByTestId("day-reports").click();
  await window.getByTestId("day-found").waitFor();
  await photograph(window, "day-reports");
  await window.keyboard.press("Escape");
  await go(window, "models");
  await window.getByTestId("model-page").waitFor();
  await photograph(window, "models");
  await window.getByTestId("training-open").click();
  await window.getByTestId("training-preview").waitFor();
  await photograph(window, "training");
  await go(window, "settings");
  await window.getByTestId("settings-research").click();
  await photograph(window, "settings-research");
  await application.close();
});

/** Waits until the demo clinic has filled itself. */
async function filled({ window }: Clinic): Promise<void> {
  await window
    .getByTestId("demo-banner")
    .filter({ hasText: /\d+ of \d+ photos/ })
    .waitFor();
  await window
    .getByTestId("demo-banner")
    .filter({ hasNotText: /\d+ of \d+ photos/ })
    .waitFor({ timeout: 500_000 });
}

/** The lesion with the most photos, of those whose photos could all be assessed. */
async function longestCourse(clinic: Clinic) {
  const { patients } = await clinic.ask("patients.list", { search: "", limit: 100, offset: 0 });
  const courses: { patientId: string; number: number; count: number; score: number }[] = [];
  for (const { id } of patients) {
    const { photos } = await clinic.ask("patients.get", { patientId: id });
    for (const number of new Set(photos.map(({ lesion }) => lesion?.number ?? 0))) {
      const ofLesion = photos.filter(({ lesion }) => lesion?.number === number);
      if (ofLesion.some(({ analysis }) => analysis?.level === "cannot-assess")) continue;
      const score = Math.max(0, ...ofLesion.map(({ analysis }) => analysis?.malignancy ?? 0));
      courses.push({ patientId: id, number, count: ofLesion.length, score });
    }
  }
  const [longest] = courses.sort((a, b) => b.count - a.count || b.score - a.score);
  if (!longest) throw new Error("no lesion has a photo");
  return longest;
}
