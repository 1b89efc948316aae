import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ADMINISTRATOR,
  openClinic,
  expect,
  test as base,
  visionReady,
  type Clinic,
} from "./clinic";

/** Chromium's own camera: a green picture with a turning disc and the time. */
const FAKE_CAMERA = ["--use-fake-device-for-media-stream"];

const test = base.extend<{ withCamera: Clinic }>({
  withCamera: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-camera-"));
    const clinic = await openClinic(join(folder, "data"), FAKE_CAMERA);
    await use(clinic);
    await clinic.close();
    rmSync(folder, { recursive: true, force: true });
  },
});

const PATIENT = {
  number: "",
  familyName: "Okonkwo",
  givenName: "Chidi",
  dateOfBirth: null,
  sex: "male",
  notes: "",
} as const;

/** What the page gets that asks for media by itself. */
function askForMedia({ window }: Clinic, wanted: { video?: boolean; audio?: boolean }) {
  return window.evaluate(async (constraints) => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      for (const track of stream.getTracks()) track.stop();
      return "granted";
    } catch (error) {
      return error instanceof Error ? error.name : "failed";
    }
  }, wanted);
}

test("photos are taken, taken again and used, and go the usual way in", async ({
  withCamera: clinic,
}) => {
  const { window } = clinic;
  await visionReady(clinic);
  await window.getByTestId("camera-open").click();
  const live = window.getByTestId("camera-live");
  await expect
    .poll(() => live.evaluate((video) => (video as HTMLVideoElement).videoWidth))
    .toBeGreaterThan(0);
  await expect(window.getByTestId("camera-choose")).toContainText(/fake/i);

  await window.getByTestId("camera-take").press("Enter");
  await expect(window.getByTestId("camera-taken")).toBeVisible();
  await window.getByTestId("camera-retake").click();
  await window.getByTestId("camera-take").click();
  await expect(window.getByTestId("camera-taken")).toBeVisible();
  // Nothing that was taken goes lost by a slip.
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("camera-discard")).toBeVisible();
  await window.getByRole("button", { name: "Keep it" }).click();
  await window.getByTestId("camera-use").click();
  await window.getByRole("button", { name: "Done" }).click();

  await expect(window.getByTestId("queue-row")).toHaveCount(1);
  const { photos } = await clinic.ask("photos.list", {
    filter: { levels: [], unassigned: false, today: false },
    limit: 2,
    offset: 0,
  });
  expect(photos).toHaveLength(1);
  expect(photos[0]?.name).toMatch(/^camera \d{4}-\d\d-\d\d \d\d-\d\d-\d\d\.jpg$/);
  expect(photos[0]?.takenAt).not.toBeNull();
  // A test picture is no lesion.
  expect(photos[0]?.analysis?.level).toBe("cannot-assess");
  expect(clinic.complaints).toEqual([]);
});

test("the camera is given to the dialog alone, and never the microphone", async ({
  withCamera: clinic,
}) => {
  const { window } = clinic;
  expect(await askForMedia(clinic, { video: true })).toBe("NotAllowedError");
  await window.getByTestId("camera-open").click();
  await window.getByTestId("camera-live").waitFor();
  expect(await askForMedia(clinic, { video: true })).toBe("granted");
  expect(await askForMedia(clinic, { audio: true })).toBe("NotAllowedError");
  expect(await askForMedia(clinic, { video: true, audio: true })).toBe("NotAllowedError");
  await window.getByRole("button", { name: "Done" }).click();
  await expect(window.getByTestId("camera-dialog")).toHaveCount(0);
  await expect.poll(() => askForMedia(clinic, { video: true })).toBe("NotAllowedError");

  // A lock ends the picture, too.
  await window.getByTestId("camera-open").click();
  await window.getByTestId("camera-live").waitFor();
  await clinic.ask("session.lock", {});
  await expect(window.getByTestId("camera-live")).toHaveCount(0);
  expect(await askForMedia(clinic, { video: true })).toBe("NotAllowedError");
});

test("what was taken and not used outlives a lock, for whoever took it", async ({
  withCamera: clinic,
}) => {
  const { window, ask } = clinic;
  const name = "jonas";
  const password = "fünf flache Feuermale";
  await ask("accounts.create", { name, fullName: "Jonas Weber", role: "clinician", password });
  await window.getByTestId("camera-open").click();
  await window.getByTestId("camera-take").click();
  await window.getByTestId("camera-taken").waitFor();
  await ask("session.lock", {});
  await expect(window.getByTestId("camera-dialog")).toHaveCount(0);
  await ask("session.signIn", { name: ADMINISTRATOR.name, password: ADMINISTRATOR.password });
  await expect(window.getByTestId("camera-taken")).toBeVisible();

  await ask("session.lock", {});
  await ask("session.signIn", { name, password });
  await expect(window.getByTestId("user-menu")).toContainText("Jonas");
  await expect(window.getByTestId("camera-dialog")).toHaveCount(0);
  await window.getByTestId("camera-open").click();
  await expect(window.getByTestId("camera-take")).toBeEnabled();
  await expect(window.getByTestId("camera-taken")).toHaveCount(0);
});

test("on a lesion's page the photo is the lesion's", async ({ withCamera: clinic }) => {
  const { window } = clinic;
  await visionReady(clinic);
  const { id: patientId } = await clinic.ask("patients.create", PATIENT);
  const { id: lesionId } = await clinic.ask("lesions.create", {
    patientId,
    label: "",
    site: "left-forearm",
    position: null,
  });
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-row").first().click();
  await window.getByTestId("lesion-open").click();
  await window.getByTestId("camera-open").click();
  await window.getByTestId("camera-live").waitFor();
  await window.getByTestId("camera-take").click();
  await window.getByTestId("camera-use").click();
  await expect
    .poll(async () => (await clinic.ask("patients.get", { patientId })).photos[0]?.lesion?.id)
    .toBe(lesionId);
});

test("where there is no camera the dialog says so", async ({ clinic }) => {
  const { window } = clinic;
  await window.getByTestId("camera-open").click();
  const failure = window.getByTestId("camera-failure");
  await expect(failure).toContainText("No camera was found");
  await window.getByTestId("camera-retry").click();
  await expect(failure).toBeVisible();
});
