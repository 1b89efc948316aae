import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { PatientId } from "../../electron/contract/shapes";
import { BODY_VIEWS, VIEW_DRAWINGS } from "../../electron/domain/bodyMap/views";
import { writeLesionPhoto } from "../fixtures/photos";
import { choosePhotos, expect, test, visionReady, type Clinic } from "./clinic";

const PATIENT = {
  number: "2026-0142",
  familyName: "Lindqvist-Abrahamsson",
  givenName: "Astrid",
  dateOfBirth: "1961-04-03",
  sex: "female",
  notes: "",
} as const;

/** Clicks at a share of a view's width and height. */
async function clickBody(window: Page, view: string, x: number, y: number): Promise<void> {
  const figure = window.getByTestId(`body-${view}`);
  const box = await figure.boundingBox();
  if (!box) throw new Error(`the ${view} view is not shown`);
  await figure.click({ position: { x: x * box.width, y: y * box.height } });
}

async function patientWithPhotos(
  clinic: Clinic,
  folder: string,
  count: number,
): Promise<PatientId> {
  await visionReady(clinic);
  const { id } = await clinic.ask("patients.create", PATIENT);
  await clinic.window.getByTestId("nav-patients").click();
  await clinic.window.getByTestId("patient-row").first().click();
  await clinic.window.getByTestId("body-map").waitFor();
  const files: string[] = [];
  for (let index = 0; index < count; index++) {
    const file = join(folder, `lesion-${String(index)}.jpg`);
    await writeLesionPhoto(file, {
      seed: 500 + index,
      diagnosis: index % 2 === 0 ? "nv" : "mel",
      width: 600,
      height: 450,
    });
    files.push(file);
  }
  const chooser = clinic.window.waitForEvent("filechooser");
  await clinic.window.getByTestId("patient-add-photos").click();
  await (await chooser).setFiles(files);
  await expect(clinic.window.getByTestId("patient-photo")).toHaveCount(count);
  return id;
}

const transformOf = (side: Locator): Promise<string> =>
  side.getByTestId("photo-picture").evaluate((element) => (element as HTMLElement).style.transform);

test("on the patient's page each key chooses on from the lesion that the one before chose", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  const patientId = await patientWithPhotos(clinic, join(dataFolder, "..", "drawn"), 2);
  for (const number of [1, 2]) {
    const label = `Lesion ${String(number)}`;
    await clinic.ask("lesions.create", { patientId, label, site: "scalp", position: null });
  }
  const pickers = window.getByTestId("unassigned-photos").getByTestId("lesion-picker");
  const [first] = await pickers.all();
  await expect(pickers).toHaveCount(2);
  await expect(pickers.first().locator("option")).toHaveCount(3);
  await first?.focus();
  await window.keyboard.press("ArrowDown");
  // Longer than lists take to follow what was kept.
  await expect(pickers.first()).toHaveAttribute("aria-busy", "false");
  await window.waitForTimeout(700);
  await window.keyboard.press("ArrowDown");
  await expect(pickers.first().locator("option:checked")).toContainText("Lesion 2");
  await expect(pickers.first()).toHaveAttribute("aria-busy", "false");
  await expect(pickers).toHaveCount(2);
  await window.keyboard.press("Tab");
  await expect(pickers).toHaveCount(1);
  const { photos } = await clinic.ask("patients.get", { patientId });
  expect(photos.map(({ lesion }) => lesion?.number ?? null).sort()).toEqual([2, null]);
});

test("a lesion is placed on the map, photos are assigned, two are compared with one zoom", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  const patientId = await patientWithPhotos(clinic, join(dataFolder, "..", "drawn"), 3);

  await clickBody(window, "back", 0.58, 0.26);
  await expect(window.getByTestId("lesion-site")).toHaveValue("upper-back");
  await window.getByTestId("lesion-label").fill("Below the right shoulder blade");
  await window.getByTestId("lesion-save").click();
  await expect(window.getByTestId("lesion-marker")).toHaveText("1");
  await expect(window.getByTestId("lesion-row")).toContainText("No photos yet");

  for (let left = 3; left > 0; left--) {
    const pickers = window.getByTestId("unassigned-photos").getByTestId("lesion-picker");
    await expect(pickers).toHaveCount(left);
    await pickers.first().selectOption({ index: 1 });
  }
  await expect(window.getByTestId("lesion-moment")).toHaveCount(3);
  await expect(window.getByTestId("lesion-marker")).toHaveAttribute("aria-label", /Last photo/);
  const [lesion] = await clinic.ask("lesions.list", { patientId });
  expect(lesion).toMatchObject({ number: 1, site: "upper-back", archivedAt: null });
  expect(lesion?.position?.x).toBeCloseTo(0.58, 1);

  await window.getByTestId("lesion-open").click();
  const left = window.getByTestId("compare-left");
  const right = window.getByTestId("compare-right");
  await expect(left.getByTestId("heatmap")).toBeVisible();
  await expect(right.getByTestId("heatmap")).toBeVisible();
  await window.keyboard.press("h");
  await expect(window.getByTestId("heatmap")).toHaveCount(0);

  const fitted = await transformOf(left);
  await left.getByTestId("photo-picture").hover();
  await window.mouse.wheel(0, -400);
  await expect.poll(() => transformOf(left)).not.toBe(fitted);
  expect(await transformOf(right)).toBe(await transformOf(left));

  const before = await left.getAttribute("data-photo-id");
  await window.keyboard.press("ArrowLeft");
  await expect(left).not.toHaveAttribute("data-photo-id", before ?? "");
  await expect(window.getByTestId("trend-point")).toHaveCount(3);
  await expect(window.getByTestId("filmstrip-photo")).toHaveCount(3);
  expect(clinic.complaints).toEqual([]);
});

test("a lesion is placed, moved, archived, taken up and deleted with the keyboard", async ({
  clinic,
}) => {
  const { window } = clinic;
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().click();

  const front = window.getByTestId("body-front");
  await front.focus();
  await expect(window.getByTestId("pointed-site")).toHaveText("Chest");
  for (let step = 0; step < 12; step++) await window.keyboard.press("ArrowDown");
  await expect(window.getByTestId("pointed-site")).toHaveText("Abdomen");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("lesion-site")).toHaveValue("abdomen");
  await expect(window.getByTestId("lesion-draft-marker")).toBeVisible();
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("lesion-row")).toContainText("Abdomen");

  await window.getByTestId("lesion-edit").press("Enter");
  await window.getByTestId("lesion-site").selectOption("left-sole");
  await window.getByTestId("lesion-save").press("Enter");
  await expect(window.getByTestId("lesion-row")).toContainText("Left sole");
  expect((await clinic.ask("lesions.list", { patientId }))[0]?.position?.view).toBe("soles");

  await window.getByTestId("lesion-edit").press("Enter");
  await window.getByTestId("lesion-archive").press("Enter");
  await expect(window.getByTestId("lesion-row")).toHaveCount(0);
  await window.getByTestId("lesions-archived").press("Space");
  await expect(window.getByTestId("lesion-row")).toContainText("Archived");
  await window.getByTestId("lesion-edit").press("Enter");
  await window.getByTestId("lesion-delete").press("Enter");
  await expect(window.getByTestId("lesion-row")).toHaveCount(0);
  expect(await clinic.ask("lesions.list", { patientId })).toEqual([]);
});

test("the map keeps its shape in any window, so that markers lie where they were placed", async ({
  clinic,
}) => {
  const { window } = clinic;
  await clinic.ask("patients.create", PATIENT);
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().click();
  for (const size of [
    [1280, 720],
    [1000, 980],
    [1600, 700],
  ] as const) {
    await clinic.app.evaluate(({ BrowserWindow }, [width, height]) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    await expect.poll(() => window.evaluate(() => innerHeight)).toBe(size[1]);
    for (const view of BODY_VIEWS) {
      const { width, height } = VIEW_DRAWINGS[view];
      const box = await window.getByTestId(`body-${view}`).boundingBox();
      expect(box?.height).toBeGreaterThan(40);
      expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(width / height, 2);
    }
  }
});

test("in triage a photo is assigned to a lesion of its patient; alone it stands alone", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(1, 7));
  await expect(window.getByTestId("queue-row")).toHaveCount(1);
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  const lesion = await clinic.ask("lesions.create", {
    patientId,
    label: "",
    site: "left-forearm",
    position: null,
  });
  const { photos: worklist } = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: 1,
    offset: 0,
  });
  const photoId = worklist[0]?.id;
  if (!photoId) throw new Error("no photo");
  await clinic.ask("photos.assign", { photoId, patientId });
  await window.getByTestId("lesion-picker").selectOption(lesion.id);
  await expect
    .poll(async () => (await clinic.ask("photos.get", { photoId })).lesion?.number)
    .toBe(1);

  await window.getByTestId("patient-open").click();
  await expect(window.getByTestId("lesion-row")).toContainText("Not on the map");
  await window.getByTestId("lesion-open").click();
  await expect(window.getByTestId("compare-only")).toBeVisible();
  await window.getByTestId("lesion-back").click();
  await expect(window.getByTestId("body-map")).toBeVisible();
});
