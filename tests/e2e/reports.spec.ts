import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { PhotoId } from "../../electron/contract/shapes";
import { ADMINISTRATOR, expect, openClinic, test, type Clinic } from "./clinic";
import { fillClinic, type FilledClinic } from "./filledClinic";

const NURSE = { name: "mara", fullName: "Mara Ibsen", password: "drei Tassen Kaffee" } as const;

interface FilledWithCase extends FilledClinic {
  /** Of the patient, decided and with histology. */
  readonly photoId: PhotoId;
}

/** A clinic with four photos, two of them a patient's. */
async function filled(clinic: Clinic, files: string[]): Promise<FilledWithCase> {
  const { patientId, lesionId } = await fillClinic(clinic, files);
  const { photos } = await clinic.ask("patients.get", { patientId });
  const [photo] = photos;
  if (!photo) throw new Error("no photo");
  return { patientId, lesionId, photoId: photo.id };
}

/** Waits until the pages of a report are there, as pictures that were really drawn. */
async function pagesOf(window: Page): Promise<Locator> {
  const pages = window.getByTestId("report-page");
  await expect(
    window.locator('[aria-busy="false"]').getByTestId("report-page").first(),
  ).toHaveJSProperty("complete", true);
  await expect
    .poll(() => pages.first().evaluate((page) => (page as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  return pages;
}

async function openCase(window: Page, photoId: PhotoId): Promise<void> {
  await window.getByTestId("nav-triage").click();
  await window.locator(`[data-testid="queue-row"][data-photo-id="${photoId}"]`).click();
  await expect(window.getByTestId("photo-detail")).toHaveAttribute("data-photo-id", photoId);
  await window.keyboard.press("r");
  await pagesOf(window);
}

async function answerWithFile({ app }: Clinic, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

async function answerWithFolder({ app }: Clinic, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
}

const sha256 = (file: string): string =>
  createHash("sha256").update(readFileSync(file)).digest("hex");

test("a case: looked at, set otherwise, signed, saved as it was signed, found again", async ({
  clinic,
  photos,
  dataFolder,
}) => {
  const { window } = clinic;
  const { photoId, patientId } = await filled(clinic, await photos(4, 91));
  await openCase(window, photoId);
  const dialog = window.getByTestId("report-dialog");
  await expect(dialog.getByTestId("report-state")).toHaveText("Draft");
  await expect(dialog.getByTestId("report-gaps")).toContainText("logo");
  await expect(dialog.getByTestId("report-page-count")).toContainText("Page 1 of");

  await dialog.getByText("A4").click();
  await dialog.getByText("Deutsch").click();
  await expect(dialog).toContainText("Fallbericht");
  const page = (await pagesOf(window)).first();
  const { width, height } = await page.evaluate((shown) => shown.getBoundingClientRect());
  expect(height / width).toBeCloseTo(297 / 210, 2);
  await window.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  // What was chosen is remembered.
  await window.keyboard.press("r");
  await expect(dialog).toContainText("Fallbericht");
  await pagesOf(window);

  await dialog.getByTestId("report-sign").click();
  await expect(dialog.getByRole("alertdialog")).toContainText(ADMINISTRATOR.fullName);
  await dialog.getByTestId("report-sign-confirm").click();
  await expect(dialog.getByTestId("report-state")).toHaveText("Signed");
  await expect(dialog.getByTestId("report-facts")).toContainText(ADMINISTRATOR.fullName);
  await pagesOf(window);

  const file = join(dataFolder, "report.pdf");
  await answerWithFile(clinic, file);
  await dialog.getByTestId("report-save").click();
  await expect(window.getByText("Saved as report.pdf.")).toBeVisible();
  const scope = { kind: "photo", photoId } as const;
  const { reports } = await clinic.ask("reports.list", { scope, limit: 10, offset: 0 });
  expect(reports).toMatchObject([{ language: "de", paper: "a4", version: 1 }]);
  expect(reports[0]?.sha256).toBe(sha256(file));
  await expect(dialog.getByTestId("report-facts")).toContainText(sha256(file));

  await window.keyboard.press("Escape");
  await expect(window.getByTestId("photo-detail").getByTestId("report-row")).toHaveCount(1);
  await window.keyboard.press("r");
  await expect(dialog.getByTestId("report-already")).toContainText(ADMINISTRATOR.fullName);
  await dialog.getByTestId("report-open-signed").click();
  await expect(dialog.getByTestId("report-state")).toHaveText("Signed");
  await window.keyboard.press("Escape");

  await window.getByTestId("nav-patients").click();
  await window.locator(`[data-patient-id="${patientId}"]`).click();
  await window.getByTestId("report-row-open").click();
  await pagesOf(window);
  await expect(dialog.getByTestId("report-state")).toHaveText("Signed");
  expect(clinic.complaints).toEqual([]);
});

test("a correction needs a reason, and takes the place of the report, which stays", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  const { patientId, lesionId } = await filled(clinic, await photos(3, 93));
  const subject = { kind: "course", lesionId } as const;
  const form = { language: "en", paper: "a4" } as const;
  const draft = await clinic.ask("reports.preview", {
    ...form,
    subject,
    similar: false,
    corrects: null,
  });
  await clinic.ask("reports.sign", { reportId: draft.reportId });

  await window.getByTestId("nav-patients").click();
  await window.locator(`[data-patient-id="${patientId}"]`).click();
  await window.getByTestId("lesion-open").click();
  await window.getByTestId("report-row-open").click();
  const dialog = window.getByTestId("report-dialog");
  await dialog.getByTestId("report-correct").click();
  await dialog.getByTestId("correction-preview").click();
  await expect(dialog).toContainText("Say why the report is corrected.");
  await dialog.getByTestId("correction-reason").fill("Wrong side: left, not right.");
  // Closing loses nothing of it.
  await window.keyboard.press("Escape");
  await window.getByTestId("report-row-open").click();
  await expect(dialog.getByTestId("correction-reason")).toHaveValue("Wrong side: left, not right.");
  await dialog.getByTestId("correction-preview").click();
  await expect(dialog.getByTestId("report-correction")).toContainText("Wrong side");
  await expect(dialog.getByTestId("report-state")).toHaveText("Draft");
  await pagesOf(window);
  await dialog.getByTestId("report-sign").click();
  await dialog.getByTestId("report-sign-confirm").click();
  await expect(dialog.getByTestId("report-state")).toHaveText("Signed");
  await expect(dialog.getByTestId("report-facts")).toContainText("Wrong side");

  await dialog.getByTestId("report-version").click();
  await expect(dialog.getByTestId("report-state")).toHaveText("Corrected");
  await expect(dialog.getByTestId("report-correct")).toHaveCount(0);
  await dialog.getByTestId("report-version").click();
  await expect(dialog.getByTestId("report-state")).toHaveText("Signed");
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("report-row")).toHaveCount(2);
  await expect(window.locator('[data-testid="report-row"][data-corrected]')).toHaveCount(1);
  expect(clinic.complaints).toEqual([]);
});

test("staff look at reports and save them; they do not sign", async ({
  clinic,
  photos,
  dataFolder,
}) => {
  const { window } = clinic;
  const { photoId } = await filled(clinic, await photos(3, 95));
  await clinic.ask("accounts.create", { ...NURSE, role: "staff" });
  await clinic.ask("session.lock", {});
  await clinic.ask("session.signIn", { name: NURSE.name, password: NURSE.password });
  await expect(window.getByTestId("user-menu")).toHaveText(NURSE.fullName);

  await openCase(window, photoId);
  const dialog = window.getByTestId("report-dialog");
  await expect(dialog.getByTestId("report-not-signing")).toBeVisible();
  await expect(dialog.getByTestId("report-sign")).toHaveCount(0);
  const file = join(dataFolder, "draft.pdf");
  await answerWithFile(clinic, file);
  await dialog.getByTestId("report-pages").focus();
  await window.keyboard.press("Control+s");
  await expect(window.getByText("Saved as draft.pdf.")).toBeVisible();
  expect(readFileSync(file).subarray(0, 5).toString()).toBe("%PDF-");

  // Drafts are forgotten when the clinic is locked: the dialog comes back with a new one. A page
  // that is still on its way then is refused, and Chromium complains of it.
  await expect
    .poll(() =>
      window
        .getByTestId("report-page")
        .evaluateAll((pages) => pages.every((page) => (page as HTMLImageElement).complete)),
    )
    .toBe(true);
  await clinic.ask("session.lock", {});
  await window.getByTestId("sign-in").waitFor();
  await expect(dialog).toBeHidden();
  await clinic.ask("session.signIn", { name: NURSE.name, password: NURSE.password });
  await pagesOf(window);
  await expect(dialog.getByTestId("report-state")).toHaveText("Draft");
  expect(clinic.complaints).toEqual([]);
});

test("the reports of a day: the list, and a report of each case in a folder", async ({
  clinic,
  photos,
  dataFolder,
}) => {
  const { window } = clinic;
  await filled(clinic, await photos(4, 97));
  const folder = join(dataFolder, "reports");
  mkdirSync(folder);
  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("day-reports").click();
  const day = window.getByTestId("day-dialog");
  await expect(day.getByTestId("day-found")).toContainText("2 photos get a report each");
  await expect(day.getByTestId("left-out-no-patient")).toContainText("2 photos are left out");

  await day.getByTestId("day-list").click();
  const list = window.getByTestId("report-dialog");
  await pagesOf(window);
  await expect(list.getByTestId("report-sign")).toHaveCount(0);
  await window.keyboard.press("Escape");
  await expect(list).toHaveCount(0);

  await answerWithFolder(clinic, folder);
  await day.getByTestId("batch-start").click();
  await expect(day.getByTestId("batch-result")).toContainText("2 reports are in “reports”");
  const written = readdirSync(folder);
  expect(written).toHaveLength(2);
  for (const name of written) {
    expect(readFileSync(join(folder, name)).subarray(0, 5).toString()).toBe("%PDF-");
  }

  // Another time nothing that is there is overwritten.
  const [first = ""] = written;
  writeFileSync(join(folder, first), "mine");
  await day.getByTestId("batch-start").click();
  await expect.poll(() => readdirSync(folder).length).toBe(4);
  expect(readFileSync(join(folder, first), "utf8")).toBe("mine");

  await day.getByTestId("day-date").fill("2020-02-03");
  await expect(day.getByTestId("day-found")).toContainText("No photo of this day");
  await expect(day.getByTestId("batch-start")).toBeDisabled();
  expect(clinic.complaints).toEqual([]);
});

test("the letterhead is entered in the settings and stands there again", async ({ dataFolder }) => {
  const clinic = await openClinic(dataFolder);
  const { window } = clinic;
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-clinic").click();
  await window.getByTestId("settings-address").fill("1\n2\n3\n4\n5\n6\n7");
  await window.getByTestId("settings-phone").fill("+49 30 1234567");
  await window.getByTestId("settings-mail").fill("praxis@example.org");
  await window.getByTestId("clinic-form").getByRole("button", { name: "Save" }).click();
  await expect(window.getByText("At most 6 lines.")).toBeVisible();
  await window.getByTestId("settings-address").fill("Marktplatz 3\n10115 Berlin");
  await window.getByTestId("clinic-form").getByRole("button", { name: "Save" }).click();
  await expect(window.getByText("Saved.")).toBeVisible();
  expect(await clinic.ask("clinic.settings", {})).toMatchObject({
    address: "Marktplatz 3\n10115 Berlin",
    phone: "+49 30 1234567",
    mail: "praxis@example.org",
  });
  await clinic.close();
});
