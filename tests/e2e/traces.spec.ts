/**
 * A patient's name, notes and photos are nowhere in the open: in nothing that the application
 * writes, at work, locked, crashed and started again.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PatientId, PhotoId } from "../../electron/contract/shapes";
import { filesBelow, filesHolding, filesWith } from "../fixtures/files";
import { freePort } from "../fixtures/orthanc";
import { choosePhotos, expect, openClinic, test as base, visionReady, type Clinic } from "./clinic";

const MARKER = "Qwxzjvk-Marker";

interface World {
  /** Everywhere the application may write: data, backups, the system's temporary folder, the home. */
  readonly folder: string;
  /** A photo that is given in; it lies elsewhere. */
  readonly drawn: string;
}

const test = base.extend<{ world: World }>({
  world: async ({ photos }, use) => {
    const [drawn = ""] = await photos(1, 41);
    const folder = mkdtempSync(join(tmpdir(), "lentigo-e2e-"));
    const places = { TMPDIR: join(folder, "temporary"), HOME: join(folder, "home") };
    const { TMPDIR = tmpdir(), HOME = "" } = process.env;
    for (const place of Object.values(places)) mkdirSync(place);
    Object.assign(process.env, places);
    await use({ folder, drawn });
    Object.assign(process.env, { TMPDIR, HOME });
    rmSync(folder, { recursive: true, force: true });
  },
});

interface Found {
  readonly text: string[];
  readonly photo: string[];
  readonly reports: string[];
  readonly dumps: string[];
}

const NOTHING: Found = { text: [], photo: [], reports: [], dumps: [] };

/** What of the marker, of the photo, of reports, and of the memory of processes lies in the open. */
function tracesIn(world: string, photo: Buffer): Found {
  const piece = photo.subarray(photo.length >> 1, (photo.length >> 1) + 48);
  return {
    text: filesHolding(world, MARKER),
    photo: filesWith(world, [piece]),
    reports: filesWith(world, [Buffer.from("%PDF-")]),
    dumps: filesBelow(world).filter((file) => /\.dmp$|[/\\]core(\.\d+)?$/.test(file)),
  };
}

/** Says all that can be said of one patient: every text of it holds the marker. */
async function describePatient(clinic: Clinic, photoId: PhotoId): Promise<PatientId> {
  const { ask } = clinic;
  const { id: patientId } = await ask("patients.create", {
    number: MARKER,
    familyName: MARKER,
    givenName: MARKER,
    dateOfBirth: "1961-04-03",
    sex: "female",
    notes: `${MARKER} has an aunt with melanoma.`,
  });
  const { id: lesionId } = await ask("lesions.create", {
    patientId,
    label: MARKER,
    site: "upper-back",
    position: null,
  });
  await ask("photos.assign", { photoId, patientId });
  await ask("photos.assignLesion", { photoId, lesionId });
  await ask("photos.describe", { photoId, notes: `${MARKER} on a photo` });
  await ask("visits.create", { patientId, date: "2026-02-03", note: `${MARKER} on a visit` });
  const opinion = { confidence: "high", nextStep: "excision", note: `${MARKER} decided` } as const;
  await ask("outcomes.record", { photoId, diagnosis: "mel", ...opinion });
  const histology = { diagnosis: "mel", date: "2026-02-03", note: `${MARKER} examined` } as const;
  await ask("outcomes.recordHistology", { photoId, ...histology });
  return patientId;
}

/** Reports as a draft, signed, corrected, and on their way to paper. */
async function report({ ask, app }: Clinic, photoId: PhotoId): Promise<void> {
  const form = { language: "en", paper: "a4", similar: true } as const;
  const subject = { kind: "case", photoId } as const;
  const { reportId } = await ask("reports.preview", { ...form, subject, corrects: null });
  await ask("reports.sign", { reportId });
  const corrects = { reportId, reason: `${MARKER} was written wrongly` };
  const correction = await ask("reports.preview", { ...form, subject, corrects });
  await app.evaluate(({ app: application }) => {
    application.on("web-contents-created", (_, contents) => {
      contents.print = (_options, callback) => {
        void contents.printToPDF({}).then(() => callback?.(true, ""));
      };
    });
  });
  await ask("reports.print", { reportId: correction.reportId });
}

/** A table of patients, looked at and taken in. */
async function importTable({ window }: Clinic): Promise<unknown> {
  return window.evaluate(async (marker) => {
    const { lentigo } = globalThis as unknown as {
      lentigo: { call(channel: string, input: unknown): Promise<unknown> };
    };
    const rows = Array.from(
      { length: 50 },
      (_, row) => `${marker}-${String(row)},${marker} ${String(row)},Astrid`,
    );
    const table = ["Number,Family name,Given name", ...rows].join("\n");
    const input = {
      bytes: new TextEncoder().encode(table),
      mapping: null,
      duplicates: "skip",
    };
    await lentigo.call("patients.importPreview", input);
    return lentigo.call("patients.import", input);
  }, MARKER);
}

async function backUp({ app, ask }: Clinic, folder: string): Promise<void> {
  mkdirSync(folder);
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  await ask("backups.chooseFolder", {});
  await ask("backups.make", {});
  await expect.poll(async () => (await ask("backups.state", {})).last).not.toBeNull();
}

/** Photos wait for an archive that does not answer. */
async function queueForArchive({ ask }: Clinic, photoId: PhotoId): Promise<void> {
  const url = `http://127.0.0.1:${String(await freePort())}`;
  const access = { url, user: "lentigo", password: "" };
  await ask("archive.update", { access, afterConfirmation: false });
  await ask("archive.send", { photoIds: [photoId] });
}

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** An error that quotes a patient goes to the log. */
async function failInMain({ app }: Clinic): Promise<void> {
  await app.evaluate((_, text) => {
    setTimeout(() => {
      throw new RangeError(text);
    });
  }, `${MARKER}\n    at ${MARKER}`);
}

/** Vision, window and main die one after the other, as of a fault in native code. */
async function crash({ app }: Clinic, log: string): Promise<void> {
  const vision = await app.evaluate(
    ({ app: application }) =>
      application.getAppMetrics().find(({ name }) => name === "Lentigo vision")?.pid,
  );
  if (vision === undefined) throw new Error("no vision process");
  process.kill(vision, "SIGSEGV");
  await expect.poll(() => textOf(log)).toContain("Utility process gone");
  await app.evaluate(({ BrowserWindow }) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      webContents.forcefullyCrashRenderer();
    }
  });
  await expect.poll(() => textOf(log)).toContain("window gone");
  const ended = new Promise((resolve) => app.process().once("exit", resolve));
  app.process().kill("SIGSEGV");
  await ended;
}

test("no name, note, photo or report of a patient is readable outside the encrypted store", async ({
  world: { folder: world, drawn },
}) => {
  const dataFolder = join(world, "data");
  const photo = readFileSync(drawn);
  const named = join(drawn, "..", `${MARKER}.jpg`);
  copyFileSync(drawn, named);

  const clinic = await openClinic(dataFolder);
  await visionReady(clinic);
  await choosePhotos(clinic, [named]);
  await clinic.window.getByTestId("queue-row").first().click();
  const filter = { levels: [], unassigned: false, today: false };
  const found = await clinic.ask("photos.list", { filter, limit: 1, offset: 0 });
  const [taken] = found.photos;
  if (!taken) throw new Error("no photo");
  expect(taken.name).toBe(`${MARKER}.jpg`);
  const patientId = await describePatient(clinic, taken.id);
  await report(clinic, taken.id);
  expect(await importTable(clinic)).toMatchObject({ ok: true, value: { created: 50 } });
  await backUp(clinic, join(world, "disk"));
  await queueForArchive(clinic, taken.id);
  await clinic.window.getByTestId("nav-patients").click();
  await clinic.window.getByTestId("patient-search").fill(MARKER);
  await clinic.window.locator(`[data-patient-id="${patientId}"]`).click();
  await failInMain(clinic);
  const log = join(dataFolder, "logs", "lentigo.log");
  await expect.poll(() => textOf(log)).toContain("RangeError");
  // What is looked for can be found: it is in the files that were given in, and they are elsewhere.
  expect(tracesIn(join(drawn, ".."), photo)).toMatchObject({ text: [named] });
  expect(filesBelow(world).length).toBeGreaterThan(20);
  expect(tracesIn(world, photo)).toEqual(NOTHING);

  await crash(clinic, log);
  expect(tracesIn(world, photo)).toEqual(NOTHING);

  const again = await openClinic(dataFolder);
  expect((await again.ask("patients.get", { patientId })).familyName).toBe(MARKER);
  await again.ask("session.lock", {});
  await again.window.getByTestId("sign-in").waitFor();
  expect(tracesIn(world, photo)).toEqual(NOTHING);
  await again.close();
  expect(tracesIn(world, photo)).toEqual(NOTHING);
});
