import { join } from "node:path";
import { runApart } from "./apart";
import { expect, openClinic, test } from "./clinic";
import { takeInMany } from "./manyFiles";

test("60 files, 12 of them bad: the good ones are taken in, the others listed", async ({
  clinic,
}) => {
  test.setTimeout(600_000);
  await takeInMany(clinic, { bad: 12, goodForEachBad: 4 });

  const { window } = clinic;
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
