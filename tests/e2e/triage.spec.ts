import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { DIAGNOSES } from "../../electron/domain/diagnosis";
import { TRIAGE_LEVELS, type TriageLevel } from "../../electron/domain/triage";
import { filesHolding } from "../fixtures/files";
import { classified, classifyLines, lentigo } from "../fixtures/commandLine";
import { writeBadPhotos } from "../fixtures/photos";
import { choosePhotos, dropFiles, expect, openClinic, test, visionReady } from "./clinic";

const everything = {
  filter: { levels: [], unassigned: false, today: false },
  limit: 500,
  offset: 0,
};

test("drop photos, see results most urgent first, restart, results still there", async ({
  dataFolder,
  photos,
}) => {
  const files = await photos(6);
  const first = await openClinic(dataFolder);
  await expect(first.window.getByTestId("queue-row")).toHaveCount(0);
  await visionReady(first);
  await dropFiles(first, files);

  const rows = first.window.getByTestId("queue-row");
  await expect(rows).toHaveCount(6);
  const levels = await rows.evaluateAll((elements) =>
    elements.map((element) => element.getAttribute("data-level")),
  );
  const ranks = levels.map((level) => TRIAGE_LEVELS.indexOf(level as TriageLevel));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));

  await rows.first().click();
  await expect(first.window.getByTestId("photo-detail")).toBeVisible();
  await expect(first.window.getByTestId("triage-level").first()).toBeVisible();
  expect(first.complaints).toEqual([]);
  await first.close();

  const second = await openClinic(dataFolder);
  await expect(second.window.getByTestId("queue-row")).toHaveCount(6);
  const again = await second.window
    .getByTestId("queue-row")
    .evaluateAll((elements) => elements.map((element) => element.getAttribute("data-level")));
  expect(again).toEqual(levels);
  await second.close();
});

test("the window shows the very numbers of the command line", async ({ clinic, photos }) => {
  const files = await photos(4, 11);
  await visionReady(clinic);
  await choosePhotos(clinic, files);
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(4);
  const { photos: shown } = await clinic.ask("photos.list", everything);
  const lines = classifyLines((await lentigo("classify", "--json", ...files)).output);
  for (const line of lines.map(classified)) {
    const photo = shown.find(({ name }) => line.file.endsWith(name));
    for (const diagnosis of DIAGNOSES) {
      const inWindow = photo?.analysis?.probabilities[diagnosis] ?? NaN;
      expect(Math.abs(inWindow - line.probabilities[diagnosis])).toBeLessThan(1e-5);
    }
    expect(photo?.analysis?.level).toBe(line.triage);
  }
});

test("the detail shows seven named probabilities, the heatmap and the statement", async ({
  clinic,
  photos,
}) => {
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(1, 3));
  await clinic.window.getByTestId("queue-row").first().click();
  for (const diagnosis of DIAGNOSES) {
    await expect(clinic.window.getByTestId(`probability-${diagnosis}`)).toBeVisible();
  }
  const heatmap = clinic.window.getByTestId("heatmap");
  await expect(heatmap).toBeVisible();
  await clinic.window.keyboard.press("h");
  await expect(heatmap).toBeHidden();
  await clinic.window.keyboard.press("h");
  await expect(heatmap).toBeVisible();
  await expect(clinic.window.getByTestId("decision-support")).toContainText(
    "Not a cleared medical device",
  );
});

test("bad files are listed with their reasons, the good ones are done, duplicates known", async ({
  clinic,
  photos,
  dataFolder,
}) => {
  const good = await photos(3, 21);
  const bad = await writeBadPhotos(join(dataFolder, "..", "bad"));
  const refused = bad.filter(({ name }) => name !== "tiny.png");
  await visionReady(clinic);
  await choosePhotos(clinic, [...good, ...bad.map(({ file }) => file)]);
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(4);
  const list = clinic.window.getByTestId("intake-refused");
  for (const { name } of refused) await expect(list).toContainText(name);

  await choosePhotos(clinic, good);
  await expect(clinic.window.getByText(/already/i).first()).toBeVisible();
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(4);
});

test("the vision process is killed: the window goes on and the next photo is analysed", async ({
  clinic,
  photos,
}) => {
  const [first = "", ...rest] = await photos(3, 31);
  await visionReady(clinic);
  await choosePhotos(clinic, [first]);
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(1);

  const main = clinic.app.process().pid ?? 0;
  const victims = visionProcesses(main);
  expect(victims).toHaveLength(1);
  for (const pid of victims) process.kill(pid, "SIGKILL");
  await expect
    .poll(() => visionProcesses(main).filter((pid) => !victims.includes(pid)))
    .toHaveLength(1);

  await visionReady(clinic);
  await choosePhotos(clinic, rest);
  await expect(clinic.window.getByTestId("queue-row")).toHaveCount(3);
});

test("a patient is made and found, a photo attached, and no name is readable on the disk", async ({
  dataFolder,
  photos,
}) => {
  const marker = "Qwxzjvk";
  const clinic = await openClinic(dataFolder);
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(1, 41));
  await clinic.window.getByTestId("queue-row").first().click();

  await clinic.window.getByTestId("patient-new").click();
  await clinic.window.getByLabel(/family name/i).fill(marker);
  await clinic.window.getByLabel(/given name/i).fill("Astrid");
  await clinic.window.getByTestId("patient-save").click();
  await expect(clinic.window.getByTestId("queue-row").first()).toContainText(marker);

  await clinic.window.getByTestId("nav-patients").click();
  await clinic.window.getByTestId("patient-search").fill(marker.slice(0, 4).toLowerCase());
  await expect(clinic.window.getByTestId("patient-row")).toHaveCount(1);
  await clinic.window.getByTestId("patient-search").fill("nobody");
  await expect(clinic.window.getByTestId("patient-row")).toHaveCount(0);

  expect(existsSync(join(dataFolder, "clinic", "clinic.db"))).toBe(true);
  expect(filesHolding(dataFolder, marker)).toEqual([]);
  await clinic.close();
  expect(filesHolding(dataFolder, marker)).toEqual([]);
});

test("a photo goes to whom was typed for, keeps the keys, and leaves with its patient", async ({
  clinic,
  photos,
}) => {
  const { window, ask } = clinic;
  const named = (familyName: string, givenName: string) =>
    ask("patients.create", {
      number: "",
      familyName,
      givenName,
      dateOfBirth: null,
      sex: "unknown",
      notes: "",
    });
  await named("Abel", "Anna");
  const { id: patientId } = await named("Weber", "Zoe");
  await ask("lesions.create", { patientId, label: "", site: "scalp", position: null });
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(2, 43));
  await expect(window.getByTestId("queue-row")).toHaveCount(2);
  await window.getByTestId("queue-row").first().click();
  const shown = await window.getByTestId("photo-detail").getAttribute("data-photo-id");

  // Enter comes while the list still holds everybody, and Anna Abel first.
  await window.keyboard.press("p");
  await expect(window.getByTestId("patient-match")).toHaveCount(2);
  // Somebody comes in before whom the arrow key had come to: it goes on from there.
  await window.keyboard.press("ArrowDown");
  await named("Aaron", "Adam");
  await expect(window.getByTestId("patient-match")).toHaveCount(3);
  await window.keyboard.press("ArrowDown");
  await expect(window.locator("[data-combobox-selected]")).toContainText("Weber");
  await window.keyboard.type("weber");
  await window.keyboard.press("Enter");
  await expect(window.getByTestId("patient-attached")).toContainText("Weber, Zoe");

  const picker = window.getByTestId("lesion-picker");
  await expect(picker).toBeEnabled();
  await picker.focus();
  for (const key of ["ArrowDown", "ArrowUp", "ArrowDown"]) await window.keyboard.press(key);
  await expect(picker).toHaveAttribute("aria-busy", "false");
  await expect(picker.locator("option:checked")).toContainText("1");
  // Keys that wait while the window is at work: each finds what the one before has chosen.
  await pressWhileBusy(window, ["ArrowUp", "ArrowDown"]);
  await expect(picker).toHaveAttribute("aria-busy", "false");
  await expect(picker.locator("option:checked")).toContainText("1");
  await expect(picker).toBeFocused();
  const kinds = window.getByTestId("photo-notes").getByRole("radio");
  await kinds.first().focus();
  await window.keyboard.press("ArrowRight");
  await expect(kinds.nth(1)).toBeChecked();
  await expect(kinds.nth(1)).toBeFocused();
  const notes = window.getByTestId("photo-notes").getByRole("group");
  await expect(notes).toHaveAttribute("aria-busy", "false");
  await pressWhileBusy(window, ["ArrowUp", "ArrowDown"]);
  await expect(notes).toHaveAttribute("aria-busy", "false");
  await expect(kinds.nth(1)).toBeChecked();
  await expect(window.getByTestId("photo-detail")).toHaveAttribute("data-photo-id", shown ?? "");

  await ask("patients.delete", { patientId, typed: "Weber, Zoe" });
  await expect(window.getByText("This photo is no longer here.")).toBeVisible();
  await expect(window.getByTestId("queue-row")).toHaveCount(1);
  await expect(window.getByTestId("photo-detail")).not.toHaveAttribute(
    "data-photo-id",
    shown ?? "",
  );
  await expect(window.getByTestId("stage-patient")).toHaveText("No patient");
});

/** Presses arrow keys, all of them while the window hears none yet. */
async function pressWhileBusy(window: Page, keys: readonly ("ArrowUp" | "ArrowDown")[]) {
  const session = await window.context().newCDPSession(window);
  await window.evaluate(() => {
    setTimeout(() => {
      const end = performance.now() + 500;
      while (performance.now() < end) continue;
    }, 20);
  });
  await window.waitForTimeout(100);
  const pressed = keys.flatMap((key) =>
    (["rawKeyDown", "keyUp"] as const).map((type) =>
      session.send("Input.dispatchKeyEvent", {
        type,
        key,
        code: key,
        windowsVirtualKeyCode: key === "ArrowDown" ? 40 : 38,
      }),
    ),
  );
  await Promise.all(pressed);
}

/** Utility processes of the application that hold the network. */
function visionProcesses(main: number): number[] {
  const list = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid, parent, args]) => ({
      pid: Number(pid),
      parent: Number(parent),
      args: args ?? "",
    }));
  const isBelow = (pid: number): boolean =>
    pid === main ||
    list.some((entry) => entry.pid === pid && entry.pid !== 0 && isBelow(entry.parent));
  return list
    .filter(({ args, parent }) => args.includes("node.mojom.NodeService") && isBelow(parent))
    .map(({ pid }) => pid);
}
