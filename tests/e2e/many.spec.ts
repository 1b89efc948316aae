import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeManyPhotos, writeRefusedFiles } from "../fixtures/manyPhotos";
import { runApart } from "./apart";
import { choosePhotos, expect, openClinic, test, visionReady } from "./clinic";

test("500 files, 50 of them bad: the good ones are taken in, the others listed", async ({
  clinic,
}) => {
  test.setTimeout(600_000);
  const { window } = clinic;
  const folder = mkdtempSync(join(tmpdir(), "lentigo-many-"));
  const good = await writeManyPhotos(folder, 450);
  const bad = await writeRefusedFiles(folder, 50);
  await visionReady(clinic);
  await choosePhotos(
    clinic,
    // A bad one among every ten.
    bad.flatMap(({ file }, index) => [...good.slice(index * 9, index * 9 + 9), file]),
  );
  // The queue can be used while photos arrive.
  await window.getByTestId("queue-row").first().click();
  await expect(window.getByText("450 photos added")).toBeVisible({ timeout: 500_000 });
  const refused = window.getByTestId("intake-refused").locator("[data-code]");
  const listed = await refused.evaluateAll((lines) =>
    lines.map((line) => [line.querySelector("span")?.textContent, line.getAttribute("data-code")]),
  );
  // Three are under way at a time, so they come to an end in another order.
  expect(listed.sort()).toEqual(bad.map(({ name, code }) => [name, code]).sort());
  rmSync(folder, { recursive: true, force: true });

  const { total, photos } = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: 450,
    offset: 0,
  });
  expect(total).toBe(450);
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
