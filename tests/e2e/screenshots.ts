/** Photographs the window, with drawn lesions, for the documentation. */
import { join } from "node:path";
import { choosePhotos, expect, test, visionReady } from "./clinic";

const images = join(import.meta.dirname, "../../docs/images");

const PATIENTS = [
  { number: "2026-0117", familyName: "Lindqvist", givenName: "Astrid", dateOfBirth: "1961-04-03" },
  { number: "2026-0121", familyName: "Okonkwo", givenName: "Chidi", dateOfBirth: "1978-11-22" },
  { number: "2026-0125", familyName: "Haraldsen", givenName: "Ingrid", dateOfBirth: "1949-07-30" },
];

test("triage and patients, light and dark", async ({ clinic, photos }) => {
  const { window } = clinic;
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(14, 3));
  await expect(window.getByTestId("queue-row")).toHaveCount(14);

  const { photos: worklist } = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: 14,
    offset: 0,
  });
  for (const [index, patient] of PATIENTS.entries()) {
    const { id } = await clinic.ask("patients.create", { ...patient, sex: "unknown", notes: "" });
    for (const photo of worklist.filter((_, place) => place % 4 === index)) {
      await clinic.ask("photos.assign", { photoId: photo.id, patientId: id });
    }
  }

  // What a clinic with a keyring does not see: the warning about the key, the intake's report.
  for (const name of [/hide this message/i, /dismiss/i, /^hide/i, /close/i]) {
    const buttons = window.getByRole("button", { name });
    while ((await buttons.count()) > 0) await buttons.first().click();
  }
  for (const colorScheme of ["light", "dark"] as const) {
    await window.emulateMedia({ colorScheme });
    await window.getByTestId("nav-triage").click();
    await window.getByTestId("queue-row").nth(1).click();
    await window.getByTestId("heatmap").waitFor();
    await window.mouse.move(700, 20);
    await window.waitForTimeout(600);
    await window.screenshot({ path: join(images, `triage-${colorScheme}.png`) });
    await window.getByTestId("nav-patients").click();
    await window.getByTestId("patient-row").first().waitFor();
    await window.waitForTimeout(600);
    await window.screenshot({ path: join(images, `patients-${colorScheme}.png`) });
  }
});
