/** The clinic locks itself while somebody is at work on something. */
import { ADMINISTRATOR, expect, test, type Clinic } from "./clinic";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";

/** Has long clocks of main that are set from now on run a hundred times as fast. */
async function hurry({ app }: Clinic): Promise<void> {
  await app.evaluate(() => {
    const slow = globalThis.setTimeout;
    globalThis.setTimeout = ((work: () => void, delay = 0, ...rest: unknown[]) =>
      slow(work, delay >= 60_000 ? delay / 100 : delay, ...rest)) as typeof setTimeout;
  });
}

async function beginEdit({ window }: Clinic): Promise<void> {
  await window.getByTestId("nav-patients").click();
  await window.getByTestId("patient-new").first().click();
  await window.getByTestId("patient-family-name").fill("Öberg-Halfway");
}

async function expectLockedAndDraftKept(clinic: Clinic, reason: string): Promise<void> {
  const { window, ask } = clinic;
  await window.getByTestId("sign-in").waitFor();
  await expect(window.getByTestId("patient-family-name")).toBeHidden();
  await expect(window.getByText("Öberg-Halfway")).toHaveCount(0);
  await expect(ask("patients.list", { search: "", limit: 1, offset: 0 })).rejects.toThrow(
    "session.locked",
  );

  // Escape at the door is not for the dialog behind it.
  await window.getByTestId("sign-in-password").fill(ADMINISTRATOR.password);
  await window.getByTestId("sign-in-password").press("Escape");
  await window.getByTestId("sign-in-submit").click();
  await expect(window.getByTestId("patient-family-name")).toHaveValue("Öberg-Halfway");
  await expect(window.getByTestId("patient-family-name")).toBeFocused();
  await expect(window.getByTestId("patient-discard")).toHaveCount(0);
  const filter = { ...NO_AUDIT_FILTER, action: "session.locked" } as const;
  const { entries } = await ask("audit.list", { filter, limit: 1, offset: 0 });
  expect(entries[0]?.details).toEqual({ reason });
  // A dialog with a draft asks before it closes.
  await window.keyboard.press("Escape");
  await expect(window.getByRole("button", { name: "Keep editing" })).toBeFocused();
  await window.keyboard.press("Enter");
  await window.getByTestId("patient-family-name").fill("");
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("patient-family-name")).toBeHidden();
}

test("after its time without anybody it locks in the middle of an edit, and the draft is kept", async ({
  clinic,
}) => {
  const { ask } = clinic;
  await beginEdit(clinic);
  await hurry(clinic);
  const settings = await ask("clinic.settings", {});
  await ask("clinic.update", { ...settings, lockAfterMinutes: 5 });
  await expectLockedAndDraftKept(clinic, "idle");
});

test("with the computer itself it locks in the middle of an edit, and the draft is kept", async ({
  clinic,
}) => {
  await beginEdit(clinic);
  await clinic.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit("lock-screen");
  });
  await expectLockedAndDraftKept(clinic, "system");
});
