import { expectAccessible } from "./axe";
import { expect, test } from "./clinic";

const PATIENT = {
  number: "2026-0142",
  familyName: "Lindqvist-Abrahamsson",
  givenName: "Astrid",
  dateOfBirth: "1961-04-03",
  sex: "female",
  notes: "",
} as const;

test("finds a patient, a lesion and a command by keys alone", async ({ clinic }) => {
  const { window, ask } = clinic;
  const { id: patientId } = await ask("patients.create", PATIENT);
  await ask("lesions.create", { patientId, label: "", site: "upper-back", position: null });
  const field = window.getByTestId("search-field");
  const options = window.getByTestId("search-palette").getByRole("option");

  await window.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await field.fill("03.04.1961");
  await expect(options.first()).toContainText("Lindqvist-Abrahamsson, Astrid");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("patient-header")).toContainText("Lindqvist-Abrahamsson");

  await window.keyboard.press("Control+k");
  await field.fill("0142 lindq");
  await expect(options).toHaveCount(2);
  await window.keyboard.press("ArrowDown");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("search-palette")).toBeHidden();
  await expect(window.getByTestId("lesion-page")).toBeVisible();

  // Enter before the answer takes the first of what comes.
  await window.keyboard.press("Control+k");
  await field.pressSequentially("dash");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("dashboard")).toBeVisible();

  await window.keyboard.press("Control+k");
  await field.fill("nobody is called this");
  await expect(window.getByText("Nothing matches “nobody is called this”.")).toBeVisible();
  await window.keyboard.press("Enter");
  await window.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(window.getByTestId("dashboard")).toBeVisible();
});

test("shows where there are more, and takes the search to the list", async ({ clinic }) => {
  const { window, ask } = clinic;
  for (const number of Array.from({ length: 12 }, (_, index) => String(index + 1))) {
    await ask("patients.create", { ...PATIENT, number, givenName: "Maximiliane ".repeat(12) });
  }
  await window.getByTestId("search-open").click();
  await window.getByTestId("search-field").fill("lindq");
  const all = window.getByTestId("found-all");
  await expect(all).toContainText("Show all 12 patients");
  await expectAccessible(window, "search");
  await window.keyboard.press("ArrowUp");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("patient-search")).toHaveValue("lindq");
  await expect(window.getByTestId("patient-row")).toHaveCount(12);
});

test("keeps what was moved on to where the list is renewed", async ({ clinic }) => {
  const { window, ask } = clinic;
  await ask("patients.create", { ...PATIENT, number: "1", givenName: "Berta" });
  await ask("patients.create", { ...PATIENT, number: "2", givenName: "Clara" });
  await window.keyboard.press("Control+k");
  await window.getByTestId("search-field").fill("lindq");
  const chosen = window.locator("[data-combobox-selected]");
  await expect(chosen).toContainText("Berta");
  await window.keyboard.press("ArrowDown");
  await expect(chosen).toContainText("Clara");
  await ask("patients.create", { ...PATIENT, number: "3", givenName: "Anna" });
  await expect(window.getByTestId("search-palette").getByRole("option")).toHaveCount(3);
  await expect(chosen).toContainText("Clara");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("patient-header")).toContainText("Clara");
});

test("offers only what the role may do", async ({ clinic }) => {
  const { window, ask } = clinic;
  const password = "acht kleine Muttermale";
  await window.keyboard.press("Control+k");
  await window.getByTestId("search-field").fill("audit");
  await expect(window.getByTestId("found-settings-audit")).toBeVisible();
  await window.getByTestId("found-settings-audit").click();
  await expect(window.getByTestId("settings-audit")).toHaveAttribute("aria-selected", "true");

  await ask("accounts.create", { name: "nina", fullName: "Nina Berg", role: "staff", password });
  await ask("session.lock", {});
  await ask("session.signIn", { name: "nina", password });
  await window.getByTestId("user-menu").waitFor();
  await window.keyboard.press("Control+k");
  await expectAccessible(window, "search, nothing typed");
  await expect(window.getByTestId("found-new-patient")).toBeVisible();
  await expect(window.getByTestId("found-settings-own")).toBeVisible();
  await expect(window.getByTestId("found-settings-audit")).toBeHidden();
  await window.getByTestId("search-field").fill("new pat");
  await expect(window.getByTestId("found-new-patient")).toBeVisible();
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("patient-form")).toBeVisible();
});
