import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PatientId } from "../../electron/contract/shapes";
import { expectAccessible } from "./axe";
import { dropFiles, expect, test, visionReady, type Clinic } from "./clinic";
import { holdRequests } from "./heldRequests";

const ASTRID = {
  number: "2026-0142",
  familyName: "Lindqvist",
  givenName: "Astrid",
  dateOfBirth: "1961-04-03",
  sex: "female",
  notes: "",
} as const;

async function openPatient(clinic: Clinic, row = 0): Promise<void> {
  await clinic.window.getByTestId("nav-patients").click();
  await clinic.window.getByTestId("patient-row").nth(row).click();
  await clinic.window.getByTestId("patient-header").waitFor();
}

async function more(clinic: Clinic, entry: string): Promise<void> {
  await clinic.window.getByTestId("patient-more").click();
  await clinic.window.getByTestId(entry).click();
}

/** A patient with these photos. */
async function withPhotos(clinic: Clinic, files: string[]): Promise<PatientId> {
  await visionReady(clinic);
  const { id } = await clinic.ask("patients.create", ASTRID);
  await openPatient(clinic);
  const chooser = clinic.window.waitForEvent("filechooser");
  await clinic.window.getByTestId("patient-add-photos").click();
  await (await chooser).setFiles(files);
  await expect
    .poll(async () => (await clinic.ask("patients.get", { patientId: id })).photoCount)
    .toBe(files.length);
  return id;
}

test("consent is given and withdrawn, each purpose by itself, and its history stays", async ({
  clinic,
}) => {
  const { window } = clinic;
  const { id: patientId } = await clinic.ask("patients.create", ASTRID);
  await openPatient(clinic);
  await expect(window.getByTestId("consent-training")).toContainText("Not asked");

  await window.getByTestId("consents-open").click();
  await window.getByTestId("consent-date-training").fill("2026-02-03");
  // Left before the answer, nobody would hear why it was not recorded.
  const answer = await holdRequests(clinic, "patients.consent");
  await window.getByTestId("consent-give-training").click();
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("consent-give-triage")).toBeDisabled();
  await answer();
  await expect(window.getByTestId("consent-history").locator("li")).toHaveCount(1);
  await window.getByTestId("consent-date-training").fill("2026-03-04");
  await window.getByTestId("consent-withdraw-training").click();
  await expect(window.getByTestId("consent-history").locator("li")).toHaveCount(2);
  await window.keyboard.press("Escape");

  await expect(window.getByTestId("consent-training")).toContainText("Withdrawn");
  await expect(window.getByTestId("consent-triage")).toContainText("Not asked");
  expect(await clinic.ask("patients.consents", { patientId })).toMatchObject([
    { purpose: "training", given: false, date: "2026-03-04", current: true },
    { purpose: "training", given: true, date: "2026-02-03", current: false },
  ]);
  await expect(
    clinic.ask("patients.consent", {
      patientId,
      purpose: "triage",
      given: true,
      date: "2999-01-01",
    }),
  ).rejects.toThrow("consent.date-future");
});

test("an archived patient leaves the list, is found by search, and comes back", async ({
  clinic,
}) => {
  const { window } = clinic;
  await clinic.ask("patients.create", ASTRID);
  await clinic.ask("patients.create", { ...ASTRID, number: "", familyName: "Berg" });
  await openPatient(clinic, 1);
  await more(clinic, "patient-archive");
  await expect(window.getByTestId("patient-archived")).toBeVisible();

  await window.getByTestId("nav-patients").click();
  await expect(window.getByTestId("patient-row")).toHaveCount(1);
  await window.getByTestId("patient-search").fill("lind");
  await expect(window.getByTestId("patient-row")).toContainText("Archived");
  await window.getByTestId("patient-search").fill("");
  await expect(window.getByTestId("patient-row")).toContainText("Berg");
  await window.getByTestId("patients-archived").press("Space");
  await expect(window.getByTestId("patient-row")).toContainText("Lindqvist");
  await window.getByTestId("patient-row").click();
  await more(clinic, "patient-archive");
  await expect(window.getByTestId("patient-archived")).toHaveCount(0);
});

test("a visit keeps its note, typed or saved, and its photos", async ({ clinic, photos }) => {
  const { window } = clinic;
  const patientId = await withPhotos(clinic, await photos(2, 21));
  await expect(window.getByTestId("visit")).toHaveCount(1);
  await expect(window.getByTestId("visit-photo")).toHaveCount(2);

  await window.getByTestId("visit-note").fill("Itches since February.");
  await window.getByTestId("nav-patients").click();
  await openPatient(clinic);
  await expect(window.getByTestId("visit-note")).toHaveValue("Itches since February.");
  await window.getByTestId("visit-note-save").click();
  await expect(window.getByTestId("visit-note-save")).toHaveCount(0);
  expect(await clinic.ask("visits.list", { patientId })).toMatchObject([
    { note: "Itches since February." },
  ]);

  // What is typed while it is being saved is a draft still.
  await window.getByTestId("visit-note").fill("Itches since March.");
  const answer = await holdRequests(clinic, "visits.note");
  await window.getByTestId("visit-note-save").click();
  await window.getByTestId("visit-note").fill("Itches since March. Bled once.");
  await answer();
  await expect
    .poll(() => clinic.ask("visits.list", { patientId }))
    .toMatchObject([{ note: "Itches since March." }]);
  await expect(window.getByTestId("visit-note-save")).toBeEnabled();
  await expect(window.getByTestId("visit-note")).toHaveValue("Itches since March. Bled once.");
});

test("two records of one person become one", async ({ clinic, photos }) => {
  const { window } = clinic;
  const kept = await withPhotos(clinic, await photos(1, 31));
  const other = await clinic.ask("patients.create", {
    ...ASTRID,
    number: "OLD-7",
    notes: "Came by the other practice.",
  });
  await clinic.ask("lesions.create", {
    patientId: other.id,
    label: "",
    site: "neck",
    position: null,
  });

  await more(clinic, "patient-merge");
  await expect(window.getByTestId("merge-record")).toHaveCount(1);
  await window.getByTestId("merge-record").click();
  await window.getByTestId("merge-number-other").check();
  await window.getByTestId("merge-confirm").click();

  await expect(window.getByTestId("patient-header")).toContainText("OLD-7");
  await expect(window.getByTestId("lesion-row")).toContainText("Neck");
  await window.getByTestId("nav-patients").click();
  await expect(window.getByTestId("patient-row")).toHaveCount(1);
  expect(await clinic.ask("patients.get", { patientId: kept })).toMatchObject({
    number: "OLD-7",
    notes: "Came by the other practice.",
    photoCount: 1,
  });
});

test("a patient is deleted for good only under their name", async ({ clinic, photos }) => {
  const { window } = clinic;
  const patientId = await withPhotos(clinic, await photos(1, 41));
  await more(clinic, "patient-delete");
  await expect(window.getByTestId("patient-loss")).toContainText("1 photo");
  await expect(window.getByTestId("confirm-destroy")).toBeDisabled();
  await window.getByTestId("delete-typed").fill("Lindqvist, Astri");
  await expect(window.getByTestId("confirm-destroy")).toBeDisabled();
  await expect(clinic.ask("patients.delete", { patientId, typed: "yes" })).rejects.toThrow(
    "patient.not-confirmed",
  );
  await window.getByTestId("delete-typed").fill("astrid lindqvist");
  await window.getByTestId("confirm-destroy").click();

  await expect(window.getByTestId("patient-row")).toHaveCount(0);
  await expect(clinic.ask("patients.get", { patientId })).rejects.toThrow("patient.missing");
  await window.getByTestId("nav-triage").click();
  await expect(window.getByTestId("queue-row")).toHaveCount(0);
  expect(clinic.complaints).toEqual([]);
});

test("patients come from a table, after a look at what would happen", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  await clinic.ask("patients.create", ASTRID);
  const folder = join(dataFolder, "..", "tables");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "patients.csv");
  const lines = [
    "Nummer;Nachname;Vorname;geboren;Geschlecht;Hausarzt",
    "2026-0142;Lindqvist;Astrid;03.04.1961;w;",
    "2026-0200;M\xfcller;J\xfcrgen;31.12.1950;m;",
    "2026-0201;;Niemand;01.01.1970;m;",
    "2026-0202;Holm;Pia;31.02.1970;w;",
  ];
  writeFileSync(file, Buffer.from(lines.join("\r\n"), "latin1"));

  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patients-import").click();
  const chooser = window.waitForEvent("filechooser");
  await window.getByTestId("import-choose").click();
  await (await chooser).setFiles([file]);
  await expect(window.getByTestId("import-created")).toContainText("2");
  await expect(window.getByTestId("import-known")).toContainText("1");
  await expect(window.getByTestId("import-faulty")).toContainText("1");
  await expect(window.getByTestId("import-problem")).toHaveCount(2);
  await expect(window.getByTestId("import-problem").first()).toContainText("no family name");
  expect((await clinic.ask("patients.list", { search: "", limit: 10, offset: 0 })).total).toBe(1);

  await window.getByTestId("import-column-sex").selectOption("");
  await expect(window.getByTestId("import-column-sex")).toHaveValue("");
  await window.getByTestId("import-run").click();
  await expect(window.getByTestId("patient-row")).toHaveCount(3);
  const { patients } = await clinic.ask("patients.list", { search: "mull", limit: 10, offset: 0 });
  expect(patients).toMatchObject([
    { familyName: "Müller", givenName: "Jürgen", dateOfBirth: "1950-12-31", sex: "unknown" },
  ]);
});

test("a dropped table opens the import, which can be given up half-way", async ({
  clinic,
  dataFolder,
}) => {
  const { window, ask } = clinic;
  const patients = async (): Promise<number> =>
    (await ask("patients.list", { search: "", limit: 1, offset: 0 })).total;
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, "patients.csv");
  const rows = Array.from(
    { length: 30_000 },
    (_, row) => `${String(row)};Berg;Eva ${String(row)};1961-04-03`,
  );
  writeFileSync(file, ["Number;Name;Given name;Born", ...rows].join("\n"));

  await window.getByTestId("nav-dashboard").click();
  await dropFiles(clinic, [file]);
  await expect(window.getByTestId("import-progress")).toBeVisible();
  await expectAccessible(window, "import under way");
  await window.getByTestId("import-run").click();
  await window.getByTestId("import-cancel").click();
  await expect(window.getByText("The import was cancelled.")).toBeVisible();
  expect(await patients()).toBe(0);

  // The plan is as it was, and main answers others while it goes on.
  await window.getByTestId("import-run").click();
  await expect(window.getByTestId("import-progress")).toBeVisible();
  expect(await patients()).toBe(0);
  await expect(window.getByText("30000 new")).toBeVisible();
  expect(await patients()).toBe(30_000);
  await expect(window.getByTestId("patient-row").first()).toBeVisible();
});

test("a table dropped while something is typed waits until it is done", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, "patients.csv");
  writeFileSync(file, "Number;Name\n7;Berg");
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-new").first().click();
  await dropFiles(clinic, [file]);
  await expect(window.getByText("patients.csv was not opened.")).toBeVisible();
  await expect(window.getByTestId("patient-form")).toBeVisible();
});

test("a visit without a photo is entered, removed and put back", async ({ clinic }) => {
  const { window, ask } = clinic;
  await ask("patients.create", ASTRID);
  await openPatient(clinic);
  await window.getByTestId("visit-new").click();
  await window.getByTestId("visit-date").fill("2031-01-01");
  await window.getByTestId("visit-new-note").fill("Fäden gezogen.");
  await window.getByTestId("visit-create").click();
  await expect(window.getByText("Enter a day up to today.")).toBeVisible();
  await expectAccessible(window, "new visit");
  await window.getByTestId("visit-date").fill("2026-02-03");
  await window.getByTestId("visit-create").click();
  const note = window.getByTestId("visit").getByTestId("visit-note");
  await expect(note).toHaveValue("Fäden gezogen.");
  await window.getByTestId("visit-remove").press("Enter");
  await expect(window.getByTestId("visit")).toHaveCount(0);
  await expect(window.getByTestId("visits")).toBeFocused();
  await window.getByTestId("undo").click();
  await expect(note).toHaveValue("Fäden gezogen.");
});

test("archiving and assigning are undone from their notices", async ({ clinic, photos }) => {
  const { window, ask } = clinic;
  const patientId = await withPhotos(clinic, await photos(1));
  const lesion = { patientId, label: "", site: "scalp", position: null } as const;
  const { id: lesionId } = await ask("lesions.create", lesion);
  const picker = window.getByTestId("lesion-picker");
  await window.getByTestId("nav-triage").click();
  await window.getByTestId("queue-row").click();
  await picker.selectOption(lesionId);
  await window.getByTestId("undo").click();
  await expect(picker).toHaveValue("none");
  await picker.selectOption(lesionId);
  await expect(picker).toHaveValue(lesionId);

  await window.getByTestId("patient-detach").click();
  await expect(window.getByTestId("patient-attached")).toBeHidden();
  await expect(window.getByTestId("stage-patient")).toHaveText("No patient");
  await window.getByTestId("undo").click();
  await expect(window.getByTestId("patient-attached")).toBeVisible();
  await expect(window.getByTestId("stage-patient")).toHaveText("Lindqvist, Astrid");
  await expect(picker).toHaveValue(lesionId);

  await window.getByTestId("patient-open").click();
  await window.getByTestId("patient-more").click();
  await window.getByTestId("patient-archive").click();
  await expect(window.getByTestId("patient-archived")).toBeVisible();
  await window.getByTestId("undo").click();
  await expect(window.getByTestId("patient-archived")).toBeHidden();
});
