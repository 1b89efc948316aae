import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import type { PhotoId } from "../../electron/contract/shapes";
import { DIAGNOSES, isMalignant, type Diagnosis } from "../../electron/domain/diagnosis";
import { choosePhotos, expect, test, visionReady, type Clinic } from "./clinic";
import { holdRequests } from "./heldRequests";

const PATIENT = {
  number: "2026-0117",
  familyName: "Lindqvist",
  givenName: "Astrid",
  dateOfBirth: "1961-04-03",
  sex: "female",
  notes: "",
} as const;

async function withPhotos(clinic: Clinic, files: string[]): Promise<PhotoId[]> {
  await visionReady(clinic);
  await choosePhotos(clinic, files);
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(files.length);
  await clinic.window.getByTestId("intake-result").waitFor();
  const { photos } = await clinic.ask("photos.list", { filter: FILTER, limit: 500, offset: 0 });
  return photos.map(({ id }) => id);
}

const FILTER = { levels: [], unassigned: false, today: false };

const shown = (window: Page): Locator => window.getByTestId("photo-detail");

/** Chooses a row and waits until its photo is shown. */
async function open(window: Page, photoId: PhotoId): Promise<void> {
  await window.locator(`[data-photo-id="${photoId}"][data-testid="queue-row"]`).click();
  await expect(shown(window)).toHaveAttribute("data-photo-id", photoId);
  await expect(window.getByTestId("decision-panel")).toBeVisible();
}

const outcomeOf = async (clinic: Clinic, photoId: PhotoId) =>
  (await clinic.ask("photos.get", { photoId })).outcome;

/** The key of a diagnosis, as it stands beside its name. */
const keyOf = (diagnosis: Diagnosis): string => String(DIAGNOSES.indexOf(diagnosis) + 1);

test("Enter confirms, a digit corrects, 0 cannot say; each moves on; the queues follow", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  const ids = await withPhotos(clinic, await photos(4, 51));
  const [first, second, third, fourth] = ids;
  if (!first || !second || !third || !fourth) throw new Error("no photos");
  const leading = (await clinic.ask("photos.get", { photoId: first })).analysis?.diagnosis;

  await open(window, first);
  await window.getByTestId("decision-confidence-high").click();
  await window.keyboard.press("Enter");
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
  expect(await outcomeOf(clinic, first)).toMatchObject({
    kind: "clinical",
    diagnosis: leading,
    confidence: "high",
  });

  // A digit in the note is no key.
  await window.getByTestId("decision-note").fill("since 2019, 3");
  await window.getByTestId("decision-note").press("4");
  await window.getByTestId("decision-note").press("Escape");
  const { analysis } = await clinic.ask("photos.get", { photoId: second });
  const other = DIAGNOSES.find(
    (diagnosis) => isMalignant(diagnosis) !== isMalignant(analysis?.diagnosis ?? "nv"),
  );
  if (!other) throw new Error("no diagnosis");
  await window.keyboard.press(keyOf(other));
  await expect(shown(window)).toHaveAttribute("data-photo-id", third);
  expect(await outcomeOf(clinic, second)).toMatchObject({ diagnosis: other });
  expect(await clinic.ask("outcomes.list", { photoId: second })).toMatchObject([
    { note: "since 2019, 34" },
  ]);

  await window.keyboard.press("0");
  await expect(shown(window)).toHaveAttribute("data-photo-id", fourth);
  expect(await outcomeOf(clinic, third)).toMatchObject({ diagnosis: null });

  await window.getByTestId("filter-unconfirmed").click();
  await expect(window.getByTestId("queue-row")).toHaveCount(1);
  await window.getByTestId("filter-unconfirmed").click();
  await window.getByTestId("filter-disagreement").click();
  await expect(window.getByTestId("queue-row")).toHaveCount(1);
  await expect(window.getByTestId("queue-row")).toHaveAttribute("data-photo-id", second);
  await expect(window.getByTestId("row-outcome")).toBeVisible();
  expect(clinic.complaints).toEqual([]);
});

test("a decision is undone, with what was entered; a draft outlives other photos and rooms", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  const [first, second] = await withPhotos(clinic, await photos(2, 61));
  if (!first || !second) throw new Error("no photos");

  await open(window, second);
  await window.getByTestId("decision-note").fill("ask again");
  await open(window, first);
  await expect(window.getByTestId("decision-note")).toHaveValue("");
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("nav-triage").click();
  await open(window, second);
  await expect(window.getByTestId("decision-note")).toHaveValue("ask again");
  await window.getByTestId("decision-next-step-excision").click();
  await window.getByTestId("decision-mel").click();
  await expect(window.getByTestId("undo")).toBeVisible();
  await window.getByTestId("filter-awaitingHistology").click();
  await expect(window.getByTestId("queue-row")).toHaveCount(1);

  await window.getByTestId("undo").click();
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
  await expect(window.getByTestId("decision-note")).toHaveValue("ask again");
  await expect(window.getByTestId("decision-next-step-excision")).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  expect(await outcomeOf(clinic, second)).toBeNull();
  await expect(window.getByTestId("outcome-history")).toContainText("Taken back");
  await expect(window.getByTestId("queue-row")).toHaveCount(0);

  await window.getByTestId("filter-awaitingHistology").click();
  await window.keyboard.press("5");
  await expect.poll(async () => (await outcomeOf(clinic, second))?.diagnosis).toBe("mel");
  await window.keyboard.press("u");
  await expect.poll(() => outcomeOf(clinic, second)).toBeNull();
});

test("a decision is answered after its photo was left: what is looked at stays, U takes it back, a failure is told", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  const [first, second, third] = await withPhotos(clinic, await photos(3, 65));
  if (!first || !second || !third) throw new Error("no photos");

  await open(window, third);
  await window.keyboard.press("5");
  await expect.poll(async () => (await outcomeOf(clinic, third))?.diagnosis).toBe("mel");
  await open(window, first);
  const answer = await holdRequests(clinic, "outcomes.record");
  await window.keyboard.press("6");
  await window.keyboard.press("ArrowDown");
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
  // Back before the answer: it is on its way still, and nothing is decided a second time.
  await window.keyboard.press("ArrowUp");
  await expect(shown(window)).toHaveAttribute("data-photo-id", first);
  await expect(window.getByTestId("decision-mel")).toBeDisabled();
  await expect(window.getByTestId("decision-confidence-high")).toBeDisabled();
  await window.keyboard.press("5");
  await window.keyboard.press("ArrowDown");
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
  await answer();
  await expect.poll(async () => (await outcomeOf(clinic, first))?.diagnosis).toBe("nv");
  expect(await clinic.ask("outcomes.list", { photoId: first })).toHaveLength(1);
  await expect(window.getByText(/naevus recorded for/i)).toBeVisible();
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
  await window.keyboard.press("u");
  await expect(shown(window)).toHaveAttribute("data-photo-id", first);
  expect(await outcomeOf(clinic, first)).toBeNull();
  expect(await outcomeOf(clinic, third)).toMatchObject({ diagnosis: "mel" });

  const refuse = await holdRequests(clinic, "outcomes.record");
  await window.keyboard.press("6");
  await window.keyboard.press("ArrowDown");
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
  await clinic.ask("photos.delete", { photoId: first });
  await refuse();
  await expect(window.getByText("was not recorded.")).toBeVisible();
  await expect(shown(window)).toHaveAttribute("data-photo-id", second);
});

test("histology of one photo counts for the other photos of its lesion", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  const [first, second] = await withPhotos(clinic, await photos(2, 71));
  if (!first || !second) throw new Error("no photos");
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  const lesion = await clinic.ask("lesions.create", {
    patientId,
    label: "",
    site: "left-forearm",
    position: null,
  });
  for (const photoId of [first, second]) {
    await clinic.ask("photos.assign", { photoId, patientId });
    await clinic.ask("photos.assignLesion", { photoId, lesionId: lesion.id });
  }

  await open(window, first);
  await window.getByTestId("histology-open").click();
  await window.getByTestId("histology-save").click();
  await expect(window.getByTestId("histology-form")).toContainText("Choose what the report says");
  await window.getByTestId("histology-diagnosis").selectOption("mel");
  await window.getByTestId("histology-date").fill("2026-02-01");
  await window.getByTestId("histology-note").fill("Breslow 0.4 mm");
  // While it is being recorded the dialog stays: sent again, it would stand there twice.
  const answer = await holdRequests(clinic, "outcomes.recordHistology");
  await window.getByTestId("histology-save").click();
  await window.keyboard.press("Escape");
  await expect(window.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await answer();
  await expect(window.getByTestId("histology-form")).toHaveCount(0);
  await expect(window.getByTestId("photo-outcome")).toContainText("Melanoma");
  expect(await clinic.ask("outcomes.list", { photoId: first })).toHaveLength(1);

  await open(window, second);
  await expect(window.getByTestId("photo-outcome")).toHaveAttribute("data-kind", "histology");
  await expect(window.getByTestId("outcome-history")).toContainText("another photo");
  await window.getByTestId("outcome-withdraw").click();
  await expect(window.getByTestId("photo-outcome")).toHaveCount(0);
  expect(await outcomeOf(clinic, first)).toBeNull();
  expect(clinic.complaints).toEqual([]);
});

test("an earlier analysis is looked at again; a file's name finds its patient", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  const [file = "", other = ""] = await photos(2, 81);
  const [photoId] = await withPhotos(clinic, [file]);
  if (!photoId) throw new Error("no photo");
  await open(window, photoId);
  await window.getByTestId("photo-analyse").click();
  await window.getByTestId("earlier-analysis").click();
  await expect(window.getByTestId("earlier-shown")).toBeVisible();
  await expect(window.getByTestId("heatmap")).toBeVisible();
  // What an earlier analysis led with is not confirmed by a key.
  await window.getByTestId("photo-picture").click();
  await window.keyboard.press("Enter");
  await window.getByTestId("show-latest").click();
  await expect(window.getByTestId("earlier-shown")).toHaveCount(0);
  expect(await outcomeOf(clinic, photoId)).toBeNull();

  await clinic.ask("patients.create", PATIENT);
  await window.getByTestId("file-name-rule").click();
  await window.getByTestId("rule-text").fill("{number}*");
  await expect(window.getByTestId("rule-save")).toBeDisabled();
  await window.getByTestId("rule-text").fill("{number}_*");
  await expect(window.getByTestId("rule-found")).toContainText("2026-0117");
  const answer = await holdRequests(clinic, "settings.update");
  await window.getByTestId("rule-save").click();
  await window.keyboard.press("Escape");
  await expect(window.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await answer();
  await expect(window.getByTestId("rule-form")).toHaveCount(0);

  const named = join(dirname(other), `${PATIENT.number}_left arm.jpg`);
  copyFileSync(other, named);
  await choosePhotos(clinic, [named]);
  await expect(window.getByTestId("intake-matched")).toBeVisible();
  await expect(window.getByTestId("queue-row").filter({ hasText: "Lindqvist" })).toHaveCount(1);
});

test("similar confirmed cases appear once there are enough of them", async ({ clinic, photos }) => {
  const { window } = clinic;
  const ids = await withPhotos(clinic, await photos(16, 91));
  const assessed: PhotoId[] = [];
  for (const photoId of ids) {
    const { analysis } = await clinic.ask("photos.get", { photoId });
    if (analysis && analysis.level !== "cannot-assess") assessed.push(photoId);
  }
  const [probe, ...rest] = assessed;
  if (!probe) throw new Error("nothing was assessed");
  await open(window, probe);
  await expect(window.getByTestId("similar-none")).toBeVisible();
  for (const photoId of rest) {
    await clinic.ask("outcomes.record", {
      photoId,
      diagnosis: "nv",
      confidence: null,
      nextStep: null,
      note: "",
    });
  }
  await expect(window.getByTestId("similar-case")).toHaveCount(4);
  const nearest = await window.getByTestId("similar-case").first().getAttribute("data-photo-id");
  await window.getByTestId("similar-case").first().click();
  await expect(shown(window)).toHaveAttribute("data-photo-id", nearest ?? "");
});
