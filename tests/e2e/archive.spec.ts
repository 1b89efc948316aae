/** The clinic's archive: setting it up, sending to it, and photos that come out of one. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { freePort, hasOrthanc, newOrthanc } from "../fixtures/orthanc";
import { expectAccessible } from "./axe";
import { choosePhotos, expect, test, visionReady } from "./clinic";
import { fillClinic } from "./filledClinic";

async function openArchive(window: Page): Promise<void> {
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-archive").click();
  await window.getByTestId("archive-form").waitFor();
}

async function enter(window: Page, url: string, user: string, password: string): Promise<void> {
  await window.getByTestId("archive-url").fill(url);
  await window.getByTestId("archive-user").fill(user);
  await window.getByTestId("archive-password").fill(password);
}

test("an archive that is not there: said plainly, and nothing is lost", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(2));
  await expect(window.getByTestId("photo-send")).toHaveCount(0);

  await openArchive(window);
  await window.getByTestId("archive-url").fill("archive");
  await window.getByTestId("archive-save").click();
  await expect(window.getByText("This is not an address.")).toBeVisible();
  await expect(window.getByTestId("archive-test")).toBeDisabled();
  await enter(window, `http://127.0.0.1:${String(await freePort())}`, "lentigo", "a secret");
  await expect(window.getByTestId("archive-open")).toContainText("not encrypted");
  await window.getByTestId("archive-test").click();
  await expect(window.getByText("The archive cannot be reached.")).toBeVisible();
  await expectAccessible(window, "the archive's settings");
  await window.getByTestId("archive-save").click();
  await expect(window.getByTestId("archive-empty")).toBeVisible();
  // The password is kept, but never shown again.
  await expect(window.getByTestId("archive-password")).toHaveValue("");

  await window.getByTestId("nav-triage").click();
  await window.getByTestId("photo-send").click();
  await expect(window.getByText("is on its way to the archive.")).toBeVisible();
  await openArchive(window);
  const row = window.getByTestId("archive-row");
  await expect(row).toHaveAttribute("data-state", "waiting");
  await expect(row).toContainText("The archive cannot be reached.");
  await expectAccessible(window, "the queue to the archive");
  await window.getByTestId("archive-pause").click();
  await expect(window.getByTestId("archive-paused")).toBeVisible();
  await expect(row.getByTestId("archive-retry")).toBeDisabled();
  await row.getByTestId("archive-remove").press("Enter");
  await expect(window.getByTestId("archive-empty")).toBeVisible();
  await expect(window.getByRole("region", { name: "On the way" })).toBeFocused();
});

test("an archive gets what a clinician has confirmed", async ({ clinic, photos, dataFolder }) => {
  test.skip(!hasOrthanc, "there is no Orthanc here");
  const { window } = clinic;
  const folder = join(dataFolder, "..", "orthanc");
  mkdirSync(folder);
  const orthanc = await newOrthanc(folder);
  await orthanc.start();
  try {
    await openArchive(window);
    await enter(window, orthanc.url, orthanc.user, "guessed");
    await window.getByTestId("archive-test").click();
    await expect(window.getByText("does not accept this user name or password")).toBeVisible();
    await enter(window, orthanc.url, orthanc.user, orthanc.password);
    await window.getByTestId("archive-test").click();
    await expect(window.getByTestId("archive-works")).toBeVisible();
    await window.getByTestId("archive-after-confirmation").check();
    await window.getByTestId("archive-save").click();
    await expect(window.getByTestId("archive-empty")).toBeVisible();

    await window.getByTestId("nav-triage").click();
    await fillClinic(clinic, await photos(2));
    await openArchive(window);
    await expect(window.locator('[data-testid="archive-row"][data-state="sent"]')).toHaveCount(2);
    await expect(window.getByTestId("archive-counts")).toContainText("2 sent");
    expect(await (await orthanc.ask("/instances")).json()).toHaveLength(2);

    const { patients } = await clinic.ask("patients.list", { search: "Ünal", limit: 1, offset: 0 });
    const { photos: sent } = await clinic.ask("photos.list", {
      ...{ filter: { levels: [], unassigned: false, today: false }, limit: 1, offset: 0 },
    });
    for (const { id: photoId } of sent) {
      for (const { id: patientId } of patients) {
        await clinic.ask("photos.assign", { photoId, patientId });
      }
    }
    await expect(window.getByTestId("archive-misfiled")).toContainText("cannot remove it there");
    const misfiled = window.getByTestId("misfiled-row");
    await expect(misfiled).toContainText(/Object 2\.25\.\d+ in study 2\.25\.\d+/);
    await expectAccessible(window, "what is misfiled in the archive");
    // It is asked first, and the safe answer has the focus.
    await misfiled.getByTestId("misfiled-remove").press("Enter");
    await expect(window.getByRole("dialog")).toContainText(/as object 2\.25\.\d+/);
    await window.keyboard.press("Enter");
    await expect(window.getByRole("dialog")).toHaveCount(0);
    await expect(misfiled).toHaveCount(1);
    await misfiled.getByTestId("misfiled-remove").press("Enter");
    await window.getByTestId("confirm-destroy").press("Enter");
    await expect(window.getByTestId("archive-misfiled")).toHaveCount(0);
    await expect(misfiled).toHaveCount(0);
    await expect(window.getByRole("region", { name: "Archive", exact: true })).toBeFocused();
    expect(clinic.complaints).toEqual([]);
  } finally {
    await orthanc.kill();
  }
});

test("a photo as a DICOM file, and back", async ({ clinic, photos, dataFolder }) => {
  const { app, window } = clinic;
  await fillClinic(clinic, await photos(2));
  const file = join(dataFolder, "..", "lesion.dcm");
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await window.getByText("Without a dermatoscope").click();
  await window.getByTestId("photo-dicom").click();
  await expect(window.getByText("The DICOM file has been written.")).toBeVisible();
  // VL Photographic Image, as which photos without a dermatoscope go.
  expect(readFileSync(file).includes("1.2.840.10008.5.1.4.1.1.77.1.4")).toBe(true);

  await visionReady(clinic);
  await choosePhotos(clinic, [file]);
  await expect(window.getByTestId("intake-result")).toContainText("already");
  const cut = join(dataFolder, "..", "cut.dcm");
  writeFileSync(cut, readFileSync(file).subarray(0, -5000));
  await choosePhotos(clinic, [cut]);
  await expect(window.getByText("The DICOM file is damaged or incomplete.")).toBeVisible();
});
