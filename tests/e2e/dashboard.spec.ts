import { join } from "node:path";
import { choosePhotos, expect, openClinic, test, visionReady } from "./clinic";
import { fillDecidedClinic } from "./decidedClinic";

test("each number opens triage on the photos that it counts, with the keyboard too", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  await visionReady(clinic);
  await window.getByTestId("nav-dashboard").click();
  await expect(window.getByTestId("dashboard-unconfirmed")).toContainText("0");
  await expect(window.getByTestId("dashboard-no-cases")).toBeVisible();

  await choosePhotos(clinic, await photos(5, 3));
  // The numbers follow what arrives while one looks at them.
  await expect(window.getByTestId("dashboard-unconfirmed")).toContainText("5");
  await expect(window.getByTestId("dashboard-unassigned")).toContainText("5");

  const list = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: 5,
    offset: 0,
  });
  const [first, second] = list.photos.filter(({ analysis }) => analysis?.level !== "cannot-assess");
  if (!first || !second) throw new Error("too few photos can be assessed");
  const other = first.analysis?.diagnosis === "df" ? "nv" : "df";
  const details = { confidence: null, note: "" } as const;
  await clinic.ask("outcomes.record", {
    ...{ photoId: first.id, diagnosis: other, nextStep: "excision" },
    ...details,
  });
  const agreed = second.analysis?.diagnosis ?? null;
  await clinic.ask("outcomes.record", {
    ...{ photoId: second.id, diagnosis: agreed, nextStep: "none" },
    ...details,
  });
  const { id: patientId } = await clinic.ask("patients.create", {
    ...{ number: "", familyName: "Lindqvist", givenName: "", sex: "female", notes: "" },
    dateOfBirth: null,
  });
  await clinic.ask("photos.assign", { photoId: second.id, patientId });

  const urgent = list.photos.filter(({ analysis }) => analysis?.level === "urgent").length;
  const expected = {
    urgentToday: urgent,
    unconfirmed: 3,
    awaitingHistology: 1,
    disagreement: 1,
    unassigned: 4,
  };
  for (const [number, count] of Object.entries(expected)) {
    await window.getByTestId("nav-dashboard").click();
    const button = window.getByTestId(`dashboard-${number}`);
    await expect(button).toContainText(String(count));
    await button.focus();
    await window.keyboard.press("Enter");
    await expect(window.getByTestId("queue-row")).toHaveCount(count);
  }
  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("dashboard-disagreement").click();
  await expect(window.getByTestId("filter-disagreement")).toHaveAttribute("aria-pressed", "true");
  await expect(window.getByTestId("filter-unassigned")).toHaveAttribute("aria-pressed", "false");
  await expect(window.getByTestId("photo-detail")).toBeVisible();

  // Two cases are compared; calibration says how far the clinic is.
  await window.getByTestId("nav-dashboard").click();
  await expect(window.getByTestId("agreement-month")).toHaveCount(1);
  await expect(window.getByTestId("agreement-month")).toHaveAttribute("data-few", "true");
  await expect(window.getByTestId("calibration-too-few")).toContainText("2 of 100");
  expect(clinic.complaints).toEqual([]);
});

test("agreement and calibration are shown from enough cases, as charts and as tables", async ({
  dataFolder,
}) => {
  fillDecidedClinic(join(dataFolder, "clinic"), [26, 41, 38, 33, 7, 0, 29, 35, 40, 31, 4, 44]);
  const clinic = await openClinic(dataFolder);
  const { window } = clinic;
  await window.getByTestId("nav-dashboard").click();
  await expect(window.getByTestId("agreement-month")).toHaveCount(11);
  await expect(window.locator("[data-testid=agreement-month][data-few]")).toHaveCount(2);
  await expect(window.getByTestId("calibration-bin")).toHaveCount(10);
  const error = await window.getByTestId("calibration-error").textContent();
  expect(Number(error?.replace(/\D/g, ""))).toBeLessThan(12);

  // A screen reader gets the table, whichever of the two is seen.
  const rows = window.getByTestId("agreement-table").locator("tbody tr");
  await expect(rows).toHaveCount(12);
  await expect(rows.last()).toContainText("26");
  await window.getByTestId("dashboard-agreement-switch").click();
  await expect(window.getByTestId("agreement-chart")).toHaveCount(0);
  await expect(rows.last()).toBeVisible();
  await window.getByTestId("dashboard-calibration-switch").click();
  await expect(window.getByTestId("calibration-table").locator("tbody tr")).toHaveCount(10);
  await clinic.close();
});
