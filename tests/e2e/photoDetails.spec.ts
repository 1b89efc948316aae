import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { LesionId, PatientId, PhotoId } from "../../electron/contract/shapes";
import { writeLesionPhoto } from "../fixtures/photos";
import { choosePhotos, expect, test, visionReady, type Clinic } from "./clinic";

const PATIENT = {
  number: "2026-0177",
  familyName: "Haraldsen",
  givenName: "Ingrid",
  dateOfBirth: "1949-07-30",
  sex: "female",
  notes: "",
} as const;

const EVERYTHING = { levels: [], unassigned: false, today: false };

/** Photos of one lesion, taken in and assigned. */
async function lesionWithPhotos(
  clinic: Clinic,
  folder: string,
  count: number,
): Promise<{ patientId: PatientId; lesionId: LesionId; photoIds: PhotoId[] }> {
  await visionReady(clinic);
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const file = join(folder, `lesion-${String(index)}.jpg`);
    await writeLesionPhoto(file, { seed: 900 + index, diagnosis: "nv", width: 600, height: 450 });
    files.push(file);
  }
  await choosePhotos(clinic, files);
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(count);
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  const { id: lesionId } = await clinic.ask("lesions.create", {
    patientId,
    label: "",
    site: "upper-back",
    position: { view: "back", x: 0.5, y: 0.25 },
  });
  const { photos } = await clinic.ask("photos.list", {
    filter: EVERYTHING,
    limit: count,
    offset: 0,
  });
  for (const { id: photoId } of photos) {
    await clinic.ask("photos.assign", { photoId, patientId });
    await clinic.ask("photos.assignLesion", { photoId, lesionId });
  }
  return { patientId, lesionId, photoIds: photos.map(({ id }) => id) };
}

/** Drags from one place to another, both as shares of an element's sides. */
async function drag(
  window: Page,
  over: Locator,
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
): Promise<void> {
  const box = await over.boundingBox();
  if (!box) throw new Error("nothing to drag over");
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await window.mouse.move(...at(from));
  await window.mouse.down();
  await window.mouse.move(...at(to), { steps: 6 });
  await window.mouse.up();
}

async function openLesion({ window }: Clinic): Promise<void> {
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().click();
  await window.getByTestId("lesion-open").click();
  await window.getByTestId("lesion-page").waitFor();
}

test("in triage a scale is set, a diameter measured and kept, by pointer and keys", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  const { photoIds } = await lesionWithPhotos(clinic, join(dataFolder, "..", "drawn"), 1);
  const [photoId] = photoIds;
  if (!photoId) throw new Error("no photo");
  const description = async () => (await clinic.ask("photos.get", { photoId })).description;

  await window.getByTestId("photo-picture").waitFor();
  await window.keyboard.press("m");
  await expect(window.getByTestId("heatmap")).toHaveCount(0);
  // Half of the photo's 600 pixels are said to be 15 mm: 20 pixels a millimetre.
  await drag(window, window.getByTestId("photo-picture"), [0.25, 0.5], [0.75, 0.5]);
  await window.getByTestId("scale-length").fill("0");
  await window.getByTestId("scale-keep").click();
  await expect(window.getByRole("alert")).toContainText("2.5");
  await window.getByTestId("scale-length").fill("15,0");
  await window.getByTestId("scale-length").press("Enter");
  await expect.poll(async () => (await description()).pixelsPerMm).toBeCloseTo(20, 0);

  await drag(window, window.getByTestId("photo-picture"), [0.3, 0.4], [0.5, 0.4]);
  await expect(window.getByTestId("measured-length")).toHaveText(/^(5\.9|6\.0|6\.1)/);
  const before = await window.getByTestId("measured-length").textContent();
  await window.getByTestId("measure-end").last().focus();
  for (let press = 0; press < 6; press++) await window.keyboard.press("ArrowRight");
  await expect(window.getByTestId("measured-length")).not.toHaveText(before ?? "");
  await window.getByTestId("diameter-keep").click();
  await expect(window.getByTestId("photo-diameter")).toBeVisible();
  const kept = (await description()).diameter;
  expect((kept?.to.x ?? 0) - (kept?.from.x ?? 0)).toBeGreaterThan(122);
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("measure-bar")).toHaveCount(0);
  await expect(window.getByTestId("heatmap")).toBeVisible();
  expect(clinic.complaints).toEqual([]);
});

test("notes and the checklist keep their drafts while somebody is elsewhere", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  const { photoIds } = await lesionWithPhotos(clinic, join(dataFolder, "..", "drawn"), 2);
  const [photoId] = photoIds;
  if (!photoId) throw new Error("no photo");
  const description = async () => (await clinic.ask("photos.get", { photoId })).description;
  const row = window.getByTestId("queue-row").first();

  await row.click();
  await window.getByTestId("photo-notes-text").fill("Beside an older scar");
  await window.getByTestId("abcd-open").click();
  const panel = window.getByTestId("abcd-panel");
  // The keys of triage are not meant while a choice has the focus.
  await panel.getByRole("radio", { name: "1", exact: true }).first().check({ force: true });
  await panel.getByRole("radio", { name: "4", exact: true }).check({ force: true });
  await panel.getByRole("checkbox", { name: "Black" }).check({ force: true });
  await panel.getByRole("checkbox", { name: "Red" }).check({ force: true });

  await window.getByTestId("queue-row").nth(1).click();
  await expect(window.getByTestId("photo-notes-text")).toHaveValue("");
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("nav-triage").click();
  await row.click();
  await expect(window.getByTestId("photo-notes-text")).toHaveValue("Beside an older scar");
  expect(await description()).toMatchObject({ notes: "", abcd: null });

  await window.getByTestId("photo-notes-save").click();
  await expect(window.getByTestId("photo-notes-save")).toHaveCount(0);
  await panel.getByRole("checkbox", { name: "Dots" }).check({ force: true });
  // 1.3 x 1 + 0.1 x 4 + 0.5 x 2 + 0.5 x 1
  await expect(window.getByTestId("abcd-score")).toContainText("3.2");
  await expect(window.getByTestId("abcd-score")).toHaveAttribute("data-verdict", "benign");
  await window.getByTestId("abcd-save").click();
  await expect(window.getByTestId("abcd-save")).toHaveCount(0);
  await expect(window.getByTestId("abcd-score")).toContainText("3.2");
  expect(await description()).toMatchObject({
    notes: "Beside an older scar",
    abcd: { asymmetry: 1, border: 4, colours: ["black", "red"], structures: ["dots"] },
  });
  expect(clinic.complaints).toEqual([]);
});

test("the lesion page shows sizes over time and what was found in each photo", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  const { photoIds } = await lesionWithPhotos(clinic, join(dataFolder, "..", "drawn"), 2);
  for (const [index, photoId] of photoIds.entries()) {
    const diameter = { from: { x: 100, y: 200 }, to: { x: 200 + 24 * index, y: 200 } };
    await clinic.ask("photos.describe", { photoId, pixelsPerMm: 20, diameter });
  }
  await openLesion(clinic);
  await expect(window.getByTestId("course-photo")).toHaveCount(2);
  await expect(window.getByTestId("course-table")).toContainText("6.2");
  await window.getByText("Largest diameter", { exact: true }).click();
  await expect(window.getByTestId("size-point")).toHaveCount(2);

  // Measured on one side, while both stay under one zoom.
  await window.getByTestId("compare-right").getByTestId("measure-open").click();
  await expect(window.getByTestId("measure-line")).toHaveCount(1);
  await expect(window.getByTestId("measured-length")).toHaveText(/^(5\.0|6\.2)/);
  await window.keyboard.press("Escape");
  await window.getByTestId("photo-notes-text").fill("Seen again");
  await window.getByTestId("photo-notes-save").click();
  await expect(window.getByTestId("photo-notes-save")).toHaveCount(0);
  expect(clinic.complaints).toEqual([]);
});

test("markers that would cover one another are listed", async ({ clinic }) => {
  const { window } = clinic;
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  for (const [index, x] of [0.5, 0.505, 0.51].entries()) {
    await clinic.ask("lesions.create", {
      patientId,
      label: `Mole ${String(index + 1)}`,
      site: "upper-back",
      position: { view: "back", x, y: 0.25 },
    });
  }
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().click();
  await expect(window.getByTestId("lesion-marker")).toHaveCount(0);
  await window.getByTestId("marker-group").press("Enter");
  await expect(window.getByTestId("marker-of-group")).toHaveCount(3);
  await window.getByTestId("marker-of-group").filter({ hasText: "Mole 2" }).click();
  await expect(window.locator('[data-testid="lesion-row"][data-chosen]')).toContainText("Mole 2");
  await expect(window.getByTestId("marker-group")).toHaveText(/^2/);
});
