import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, startApplication, test } from "./clinic";

test("the demo clinic fills itself, is marked, and goes with one click", async ({ dataFolder }) => {
  const application = await startApplication(dataFolder);
  const { window } = application;
  await window.getByTestId("enter-demo").click();
  await expect(window.getByTestId("demo-banner")).toContainText("Nobody in it is real.");
  // While it is still being filled, what is there can be looked at.
  await expect(window.getByTestId("queue-row").nth(2)).toBeVisible({ timeout: 60_000 });
  await expect(window.getByTestId("demo-banner")).toContainText(/\d+ of \d+ photos/);
  const { total } = await application.ask("patients.list", { search: "", limit: 1, offset: 0 });
  expect(total).toBeGreaterThan(30);
  expect(existsSync(join(dataFolder, "clinic"))).toBe(false);

  await window.getByTestId("remove-demo").click();
  await window.getByTestId("first-run").waitFor();
  // The photo that is just being taken in is waited for.
  await expect.poll(() => existsSync(join(dataFolder, "demo"))).toBe(false);
  await application.close();
});
