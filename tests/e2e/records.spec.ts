import { readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { flipByte } from "../fixtures/damage";
import { expectAccessible } from "./axe";
import { choosePhotos, expect, openClinic, test, visionReady, type Clinic } from "./clinic";

async function lookThrough({ window }: Clinic): Promise<void> {
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-backups").click();
  const last = window.getByTestId("records-last");
  await window.getByTestId("records-examine").waitFor();
  const [before] = await last.allTextContents();
  await window.getByTestId("records-examine").click();
  await expect(last).toBeVisible();
  if (before !== undefined) await expect(last).not.toHaveText(before);
  await window.getByTestId("records-examine").waitFor();
}

/** The largest of the encrypted files: a photo, not its thumbnail. */
function photoFile(dataFolder: string): string {
  const folder = join(dataFolder, "clinic", "photos");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort((one, other) => statSync(other).size - statSync(one).size);
  const [largest] = files;
  if (largest === undefined) throw new Error("no photo");
  return largest;
}

test("a photo that the disk has damaged is named, and comes back when it is added again", async ({
  dataFolder,
  photos,
}) => {
  const [file = "", other = ""] = await photos(2, 7);
  const first = await openClinic(dataFolder);
  await visionReady(first);
  await choosePhotos(first, [file]);
  await expect(first.window.getByTestId("queue-row")).toHaveCount(1);
  await first.close();
  flipByte(photoFile(dataFolder));

  const clinic = await openClinic(dataFolder);
  const { window } = clinic;
  await visionReady(clinic);
  await lookThrough(clinic);
  await expect(window.getByTestId("records-last")).toHaveAttribute("data-whole", "false");
  await expect(window.getByTestId("records-lost")).toContainText(basename(file));
  await expect(window.getByTestId("records-banner")).toBeVisible();
  await expectAccessible(window, "damaged records");

  await window.getByTestId("nav-triage").click();
  await choosePhotos(clinic, [file, other]);
  await expect(window.getByTestId("queue-row")).toHaveCount(2);
  await lookThrough(clinic);
  await expect(window.getByTestId("records-last")).toHaveAttribute("data-whole", "true");
  await expect(window.getByTestId("records-banner")).toBeHidden();
  expect(clinic.complaints.filter((text) => !text.includes("404"))).toEqual([]);
  await clinic.close();
});
