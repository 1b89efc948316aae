import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writePhotoSet } from "../fixtures/photos";
import { runApart } from "./apart";
import { choosePhotos, expect, openClinic, test, visionReady } from "./clinic";

test("200 photos: all are taken in, most urgent first, decided by keys", async ({ clinic }) => {
  test.setTimeout(600_000);
  const { window } = clinic;
  const folder = mkdtempSync(join(tmpdir(), "lentigo-many-"));
  const files = await writePhotoSet(folder, { count: 200, seed: 9, width: 320, height: 240 });
  await visionReady(clinic);
  await choosePhotos(clinic, files);
  // The queue can be used while photos arrive.
  await window.getByTestId("queue-row").first().click();
  await expect(window.getByText("200 photos added")).toBeVisible({ timeout: 500_000 });
  rmSync(folder, { recursive: true, force: true });

  const { total, photos } = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: 200,
    offset: 0,
  });
  expect(total).toBe(200);
  const order = ["urgent", "soon", "routine", "cannot-assess"];
  const levels = photos.map(({ analysis }) => order.indexOf(analysis?.level ?? ""));
  expect(levels).toEqual([...levels].sort((a, b) => a - b));

  // Down the queue by keys alone: confirm, correct, cannot say.
  await window.getByTestId("queue-row").first().click();
  for (const [key, decided] of [
    ["Enter", 1],
    ["5", 2],
    ["0", 3],
  ] as const) {
    await window.keyboard.press(key);
    await expect(window.getByTestId("row-outcome")).toHaveCount(decided);
  }
});

test("somebody is found among 100,000 patients", async ({ dataFolder }) => {
  test.setTimeout(300_000);
  runApart(
    "tests/fixtures/manyPatients",
    "fillWithManyPatients",
    join(dataFolder, "clinic"),
    100_000,
  );
  const clinic = await openClinic(dataFolder);
  const { window } = clinic;
  await window.getByTestId("nav-patients").click();
  await expect(window.getByText("100,000 patients")).toBeVisible();
  for (const search of ["zwetsch", "ottilie zw", "4711", "1952-02-29 zw"]) {
    await window.getByTestId("patient-search").fill(search);
    await expect(window.getByTestId("patient-row")).toHaveCount(1);
    await expect(window.getByTestId("patient-row")).toContainText("Zwetschkenbaum");
  }
  await window.getByTestId("patient-search").fill("lin");
  await expect(window.getByTestId("patient-row")).toHaveCount(100);
  await clinic.close();
});
