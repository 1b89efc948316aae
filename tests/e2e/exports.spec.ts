import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectAccessible } from "./axe";
import { expect, test as base, type Clinic } from "./clinic";
import { fillClinic } from "./filledClinic";

const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-exports-"));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

/** Answers the system's dialogs that ask where to save, one after the other. */
async function answerWith({ app }: Clinic, ...files: string[]): Promise<void> {
  await app.evaluate(({ dialog }, paths) => {
    dialog.showSaveDialog = () => {
      const filePath = paths.shift() ?? "";
      return Promise.resolve({ canceled: filePath === "", filePath });
    };
  }, files);
}

const linesOf = (file: string): string[] => readFileSync(file, "utf8").trimEnd().split("\r\n");

test("lists as files, with the filters in force", async ({ clinic, photos, folder }) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(3));
  const list = window.getByTestId("export-list");

  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-search").fill("lindq");
  await expect(list).toHaveAccessibleName("Export list: 1 patient found");
  await answerWith(clinic, join(folder, "patients.csv"));
  await list.click();
  await expect(window.getByText("1 line was written.")).toBeVisible();
  const [head, ...patients] = linesOf(join(folder, "patients.csv"));
  expect(head).toMatch(/^\uFEFFPatient number,Family name,/);
  expect(patients).toHaveLength(1);
  expect(patients[0]).toMatch(/^2026-0142,Lindqvist-Abrahamsson,Astrid,1961-04-03,Female,2,/);

  await window.getByTestId("nav-triage").click();
  await window.getByTestId("filter-unassigned").click();
  await expect(list).toHaveAccessibleName("Export list: 1 photo");
  await answerWith(clinic, join(folder, "queue.csv"));
  await list.click();
  await expect.poll(() => existsSync(join(folder, "queue.csv"))).toBe(true);
  expect(linesOf(join(folder, "queue.csv"))).toHaveLength(2);

  // Whoever thinks better of it is left alone.
  await answerWith(clinic);
  await list.click();
  await expect(list).toBeEnabled();
  expect(readdirSync(folder).sort()).toEqual(["patients.csv", "queue.csv"]);
});

test("a place that cannot be written to is told, and the list goes elsewhere", async ({
  clinic,
  photos,
  folder,
}) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(2));
  await window.getByTestId("nav-models").click();
  await answerWith(clinic, join(folder, "no such folder", "versions.csv"));
  await window.getByTestId("export-list").click();
  await expect(window.getByRole("alert")).toContainText("output.unwritable");
  await window.keyboard.press("Escape");
  await answerWith(clinic, join(folder, "versions.csv"));
  await window.getByTestId("export-list").click();
  await expect(window.getByText("1 line was written.")).toBeVisible();
  expect(linesOf(join(folder, "versions.csv"))[1]).toContain("active");
});

test("photos for research, and the keys to them apart", async ({ clinic, photos, folder }) => {
  const { window } = clinic;
  const { patientId } = await fillClinic(clinic, await photos(3));
  await window.getByTestId("nav-settings").click();
  await window.getByTestId("settings-research").click();
  await expect(window.getByTestId("research-export")).toBeDisabled();
  await expect(window.getByTestId("research-left-out")).toContainText("No consent to training");

  const consent = { purpose: "training", given: true, date: "2026-01-02" } as const;
  await clinic.ask("patients.consent", { patientId, ...consent });
  await window.getByTestId("settings-audit").click();
  await window.getByTestId("settings-research").click();
  const button = window.getByTestId("research-export");
  await expect(button).toHaveText("Export 2 photos");
  await expectAccessible(window, "research");

  const given = join(folder, "given");
  await answerWith(clinic, given, join(given, "keys.csv"));
  await button.click();
  await expect(window.getByRole("alert")).toContainText("export.keys-inside");
  expect(existsSync(given)).toBe(false);
  await window.keyboard.press("Escape");

  mkdirSync(join(folder, "safe"));
  await answerWith(clinic, given, join(folder, "safe", "keys.csv"));
  await button.click();
  await expect(window.getByText("2 photos were written.")).toBeVisible();
  expect(readdirSync(join(given, "images"))).toHaveLength(2);
  expect(linesOf(join(folder, "safe", "keys.csv"))[1]).toContain("2026-0142");
  const told = readFileSync(join(given, "HAM10000_metadata.csv"), "utf8");
  expect(told).toMatch(/,mel,histo,65,female,back,/);
  expect(told).not.toMatch(/Lindqvist|2026/);
});

test("a case for the record system, once its patient is known", async ({
  clinic,
  photos,
  folder,
}) => {
  const { window } = clinic;
  await fillClinic(clinic, await photos(3));
  const button = window.getByTestId("photo-fhir");
  const row = window.getByTestId("queue-row");
  await window.getByTestId("nav-triage").click();
  const unassigned = row.filter({ hasText: "No patient" });
  await expect(unassigned).toHaveCount(1);
  await unassigned.click();
  await expect(button).toHaveAttribute("aria-disabled", "true");

  await row.filter({ hasText: "Lindqvist" }).first().click();
  const file = join(folder, "case.json");
  await answerWith(clinic, file);
  await button.click();
  await expect(window.getByText("The case was written.")).toBeVisible();
  const bundle = JSON.parse(readFileSync(file, "utf8")) as {
    type: string;
    entry: { resource: { resourceType: string; status?: string } }[];
  };
  expect(bundle.type).toBe("collection");
  expect(bundle.entry[0]?.resource).toMatchObject({
    resourceType: "DiagnosticReport",
    status: "final",
  });
});
