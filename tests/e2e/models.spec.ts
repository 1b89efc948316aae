import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { PhotoId } from "../../electron/contract/shapes";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { drawnDataSet } from "../fixtures/drawnDataSet";
import { writePhotoSet } from "../fixtures/photos";
import { runApart } from "./apart";
import { expectAccessible } from "./axe";
import { choosePhotos, expect, openClinic, test as base, visionReady, type Clinic } from "./clinic";

const root = join(import.meta.dirname, "../..");

/** How long a training in minutes may take on a machine that has other work. */
const RUN_MS = 900_000;

const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-models-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Answers the system's dialog that asks for a folder. */
async function answerWithFolder({ app }: Clinic, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
}

/** Answers the system's dialog that asks where to save. */
async function answerWithFile({ app }: Clinic, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

async function openTraining(window: Page): Promise<void> {
  await window.getByTestId("nav-models").click();
  await window.getByTestId("training-open").click();
  await window.getByTestId("training-preview").waitFor();
}

const activeVersion = async (clinic: Clinic): Promise<string | undefined> =>
  (await clinic.ask("models.list", {})).find(({ state }) => state === "active")?.version;

/** Analyses the photo again, as a person does; gives the version and the probabilities. */
async function analyseAgain(clinic: Clinic, photoId: PhotoId) {
  const { window } = clinic;
  const before = (await clinic.ask("photos.get", { photoId })).analyses.length;
  await window.getByTestId("nav-triage").click();
  await window.locator(`[data-testid="queue-row"][data-photo-id="${photoId}"]`).click();
  await visionReady(clinic);
  await window.getByTestId("photo-analyse").click();
  await expect
    .poll(async () => (await clinic.ask("photos.get", { photoId })).analyses.length)
    .toBe(before + 1);
  const { analysis } = await clinic.ask("photos.get", { photoId });
  if (!analysis) throw new Error("not analysed");
  const { modelVersion, probabilities } = analysis;
  return { modelVersion, probabilities: DIAGNOSES.map((name) => probabilities[name]) };
}

test("learns from a folder, is compared, takes over against the gate, and gives way again", async ({
  clinic,
  photos,
  folder,
}) => {
  test.setTimeout(RUN_MS + 300_000);
  const { window } = clinic;
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(1, 5));
  await window.getByTestId("intake-result").waitFor();
  const photoId = await window.getByTestId("queue-row").first().getAttribute("data-photo-id");
  if (photoId === null) throw new Error("no photo");
  const shipped = await analyseAgain(clinic, photoId as PhotoId);

  await drawnDataSet(folder, 56);
  const missing = "ISIC_missing,lesion-missing,nv,histo,40,male,trunk,train\n";
  appendFileSync(join(folder, "metadata.csv"), missing);
  await answerWithFolder(clinic, folder);
  await openTraining(window);
  await expect(window.getByTestId("training-obstacle")).toHaveAttribute(
    "data-obstacle",
    "too-few-photos",
  );
  await expect(window.getByTestId("training-start")).toBeDisabled();
  await window.getByText("A folder", { exact: true }).click();
  await expect(window.getByTestId("training-obstacle")).toHaveAttribute(
    "data-obstacle",
    "too-few-to-judge",
  );
  await expect(window.getByTestId("training-problem")).toContainText("no image of this name");
  await expect(window.getByTestId("recipe-upper")).toBeDisabled();
  await expectAccessible(window, "training, data of a folder");

  await window.getByTestId("training-start").click();
  await window.getByTestId("run-phase").waitFor();
  await window.getByTestId("nav-triage").click();
  await window.getByTestId("training-indicator").click();
  await window.getByTestId("gate").waitFor({ timeout: RUN_MS });
  await expect(window.getByTestId("run")).toHaveAttribute("data-state", "done");
  await expect(window.getByTestId("training-indicator")).toHaveCount(0);
  // Few photos prove nothing: the gate says so.
  await expect(window.getByTestId("gate")).toHaveAttribute("data-passes", "false");
  await expectAccessible(window, "training, result");

  const [candidate] = (await clinic.ask("models.list", {})).filter(
    ({ state }) => state === "candidate",
  );
  if (!candidate) throw new Error("no candidate");
  await window.getByTestId("result-open").click();
  await window.getByTestId("confusion-cell").first().click();
  await expect(window.getByTestId("answer-photo").first()).toBeVisible();
  await window.keyboard.press("Escape");
  await window.getByTestId("model-promote").click();
  await window.getByTestId("promote-reason").fill("too short");
  await window.getByTestId("promote-confirm").click();
  await expectAccessible(window, "override, with faults");
  expect(await activeVersion(clinic)).toBe(shipped.modelVersion);
  await window.getByTestId("promote-reason").fill("To see how it does on drawn lesions.");
  await window.getByTestId("promote-typed").fill(candidate.version);
  await window.getByTestId("promote-confirm").click();
  await expect(window.getByTestId("promote-form")).toHaveCount(0);
  expect(await activeVersion(clinic)).toBe(candidate.version);

  expect((await analyseAgain(clinic, photoId as PhotoId)).modelVersion).toBe(candidate.version);
  await window.getByTestId("nav-models").click();
  await window.locator(`[data-testid="model-row"][data-version="${shipped.modelVersion}"]`).click();
  await window.getByTestId("model-promote").click();
  await expect(window.getByTestId("promote-form")).toContainText("Earlier analyses stay");
  await window.getByTestId("promote-confirm").click();
  await expect.poll(() => activeVersion(clinic)).toBe(shipped.modelVersion);
  await window.getByTestId("model-history").click();
  await expect(window.getByTestId("model-promotion").first()).toContainText("Went back from");

  const again = await analyseAgain(clinic, photoId as PhotoId);
  expect(again.modelVersion).toBe(shipped.modelVersion);
  again.probabilities.forEach((probability, index) => {
    expect(Math.abs(probability - (shipped.probabilities[index] ?? 0))).toBeLessThan(1e-6);
  });
  expect(clinic.complaints).toEqual([]);
});

test("learns from the clinic's own cases, without a label that somebody doubts", async ({
  dataFolder,
  folder,
}) => {
  test.setTimeout(RUN_MS + 300_000);
  const files = await writePhotoSet(folder, { count: 49, seed: 95, width: 150, height: 112 });
  runApart("tests/fixtures/trainingPhotos", "fillWithPhotos", join(dataFolder, "clinic"), files);
  const clinic = await openClinic(dataFolder);
  const { window } = clinic;
  await visionReady(clinic);
  await openTraining(window);
  await expect(window.getByTestId("training-obstacle")).toHaveAttribute(
    "data-obstacle",
    "too-few-to-judge",
  );
  const taught = await window.getByTestId("side-train").innerText();
  const doubtful = window.getByTestId("suspicious-label").first();
  await doubtful.getByText("Exclude", { exact: true }).click();
  await expect(doubtful).toHaveAttribute("data-review", "exclude");
  await expect(window.getByTestId("training-left-out")).toContainText(
    "Excluded because of the label",
  );
  await expect(window.getByTestId("side-train")).not.toHaveText(taught);
  await expectAccessible(window, "training, the clinic's cases");

  await window.getByTestId("training-start").click();
  await window.getByTestId("live-curves").waitFor({ timeout: RUN_MS });
  await window.getByTestId("gate").waitFor({ timeout: RUN_MS });
  await expect(window.getByTestId("run")).toHaveAttribute("data-state", "done");
  const record = join(folder, "record.md");
  await answerWithFile(clinic, record);
  await window.getByTestId("run-record").click();
  await expect(window.getByText("The training record has been saved.")).toBeVisible();
  expect(readFileSync(record, "utf8")).toContain("- excluded after a second look at the label: 1");
  expect(clinic.complaints).toEqual([]);
  await clinic.close();
});

test("a training draws its curves, is paused, resumed and cancelled", async ({
  clinic,
  folder,
}) => {
  test.setTimeout(RUN_MS);
  const { window } = clinic;
  await visionReady(clinic);
  const tenths = [...Array.from({ length: 10 }, () => "train"), "val"];
  await drawnDataSet(folder, 7 * 6 * tenths.length, tenths);
  await answerWithFolder(clinic, folder);
  await openTraining(window);
  await window.getByText("A folder", { exact: true }).click();
  await window.getByTestId("recipe-upper").click();
  await window.getByTestId("training-start").click();
  await window.getByTestId("live-curves").waitFor({ timeout: RUN_MS });
  await window.getByTestId("run-pause").click();
  await expect(window.getByTestId("run")).toHaveAttribute("data-state", "paused");
  await expectAccessible(window, "training, paused");
  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("training-indicator").click();
  await window.getByTestId("run-resume").click();
  await expect(window.getByTestId("run")).toHaveAttribute("data-state", "running");
  await window.getByTestId("run-cancel").click();
  await window.getByTestId("confirm-destroy").click();
  await expect(window.getByTestId("run")).toHaveAttribute("data-state", "cancelled");
  await expect(window.getByTestId("training-indicator")).toHaveCount(0);
  await window.getByTestId("training-anew").click();
  await expect(window.getByTestId("run-row")).toHaveAttribute("data-state", "cancelled");
  await expect(window.getByTestId("training-start")).toBeEnabled();
});

test("a clinic without confirmed cases has its first version, and is told what to do", async ({
  clinic,
}) => {
  const { window } = clinic;
  await window.getByTestId("nav-models").click();
  await expect(window.getByTestId("model-row")).toHaveCount(1);
  await expect(window.getByTestId("model-row")).toHaveAttribute("data-state", "active");
  await expect(window.getByTestId("training-hint")).toContainText("Not yet worth retraining");
  await expect(window.getByTestId("measure-balancedAccuracy")).toContainText("79.4");
  await window.getByTestId("model-card").click();
  await expect(window.getByText("Model card: Lentigo base-2")).toBeVisible();
  await window.getByTestId("model-history").click();
  await expect(window.getByTestId("model-promotion")).toContainText("first active version");

  await window.getByTestId("training-open").click();
  await expect(window.getByTestId("training-obstacle")).toContainText(
    "Confirm diagnoses in triage",
  );
  await expect(window.getByTestId("training-start")).toBeDisabled();
  await window.getByTestId("training-tonight").click();
  await window.getByTestId("training-time").fill("03:15");
  await expect(window.getByTestId("training-begins")).toContainText("3:15");
  // What was chosen stays while somebody looks at something else.
  await window.getByTestId("nav-triage").click();
  await window.getByTestId("nav-models").click();
  await window.getByTestId("training-open").click();
  await expect(window.getByTestId("training-time")).toHaveValue("03:15");
  await window.getByTestId("nav-dashboard").click();
  await window.getByTestId("dashboard").waitFor();
  await expect(window.getByTestId("training-hint-line")).toHaveCount(0);
});

test("a note stays until it is saved; a version leaves as a file; a foreign file is refused", async ({
  clinic,
  folder,
}) => {
  const { window } = clinic;
  await window.getByTestId("nav-models").click();
  await window.getByTestId("model-note").fill("Came with Lentigo");
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("nav-models").click();
  await expect(window.getByTestId("model-note")).toHaveValue("Came with Lentigo");
  await window.getByTestId("model-note-save").click();
  await expect(window.getByTestId("model-note-save")).toHaveCount(0);
  expect((await clinic.ask("models.list", {}))[0]?.note).toBe("Came with Lentigo");

  const exported = join(folder, "base.lentigo-model");
  await answerWithFile(clinic, exported);
  await window.getByTestId("model-more").click();
  await window.getByTestId("model-export").click();
  await expect(window.getByText("The version has been exported.")).toBeVisible();
  const input = window.locator('input[type="file"][accept=".lentigo-model"]');
  await input.setInputFiles(exported);
  await expect(window.getByText("base-2 is here already")).toBeVisible();

  const foreign = join(folder, "holiday.lentigo-model");
  writeFileSync(foreign, "These are not the weights you are looking for.");
  await input.setInputFiles(foreign);
  await expect(window.getByTestId("model-refused")).toContainText("model.file-foreign");
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("model-row")).toHaveCount(1);
});

test("a version's file is opened with the application: an administrator is asked, others are told", async ({
  clinic,
  folder,
}) => {
  const { window } = clinic;
  const file = join(folder, "clinic-1.lentigo-model");
  await answerWithFile(clinic, file);
  await clinic.ask("models.export", { version: "base-2" });
  const open = async (path: string): Promise<void> => {
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const second = spawn(clinic.app.process().spawnfile, [...sandbox, root, path], {
      env: { ...process.env, LENTIGO_DATA: clinic.dataFolder },
      stdio: "ignore",
    });
    expect(await new Promise((resolve) => second.once("exit", resolve))).toBe(0);
  };
  await open(file);
  await expect(window.getByTestId("model-offered")).toContainText("clinic-1.lentigo-model");
  await expectAccessible(window, "an offered model");
  await window.keyboard.press("Enter");
  await expect(window.getByText("base-2 was imported.")).toBeVisible();
  await expect(window.getByTestId("model-offered")).toHaveCount(0);

  await open(join(folder, "gone.lentigo-model"));
  await window.getByTestId("model-take-offered").click();
  await expect(window.getByTestId("model-offered")).toContainText("model.file-unreadable");
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("model-offered")).toHaveCount(0);
});

test("staff see the versions and their cards, and nothing to change them with", async ({
  clinic,
}) => {
  const { window } = clinic;
  const account = { name: "mia", fullName: "Mia Brandt", password: "zehn kleine Flecken" };
  await clinic.ask("accounts.create", { ...account, role: "staff" });
  await clinic.ask("session.lock", {});
  await clinic.ask("session.signIn", { name: account.name, password: account.password });
  await window.getByTestId("nav-models").click();
  await window.getByTestId("model-card").click();
  await expect(window.getByText("Model card: Lentigo base-2")).toBeVisible();
  for (const absent of ["training-open", "model-import", "model-more", "model-note"]) {
    await expect(window.getByTestId(absent)).toHaveCount(0);
  }
  await expect(clinic.ask("training.runs", {})).rejects.toThrow("request.forbidden");
  expect(clinic.complaints).toEqual([]);
});
