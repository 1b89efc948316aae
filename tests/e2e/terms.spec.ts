import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { choosePhotos, expect, test, visionReady } from "./clinic";

/** Presses Tab until the element has the focus. */
async function tabTo(window: Page, element: Locator): Promise<void> {
  await element.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await window.keyboard.press("Tab");
  }
  throw new Error("the keyboard does not reach it");
}

test("a term is explained by keyboard, by pointer and by a click, and gives way again", async ({
  clinic,
}) => {
  const { window } = clinic;
  await window.getByTestId("nav-models").click();
  const term = window.getByTestId("term-balancedAccuracy");
  const text = window.getByTestId("term-text");
  await window.getByTestId("model-measures").focus();
  await tabTo(window, term);
  await expect(text).toContainText("The mean of the recalls of all classes");
  await expect(
    window.getByRole("button", { name: "Balanced accuracy" }),
  ).toHaveAccessibleDescription(/rare classes count as much/);
  await expectAccessible(window, "an explained term");
  await window.keyboard.press("Escape");
  await expect(text).toHaveCount(0);
  await expect(term).toBeFocused();
  await window.keyboard.press("Enter");
  await expect(text).toBeVisible();
  await window.keyboard.press("Tab");
  await expect(text).toHaveText(/^Accuracy/);

  await window.getByTestId("term-f1").hover();
  await expect(text).toHaveText(/^F1/);
  // What is read can be pointed at.
  await text.hover();
  await window.getByTestId("model-page").getByRole("heading").first().hover();
  await expect(text).toHaveCount(0);
  await term.click();
  await expect(text).toHaveText(/^Balanced accuracy/);
});

test("Escape closes an explanation, not the dialog that it belongs to", async ({
  clinic,
  photos,
}) => {
  const { window } = clinic;
  await visionReady(clinic);
  await choosePhotos(clinic, await photos(1, 5));
  await window.getByTestId("queue-row").first().click();
  await window.getByTestId("histology-open").click();
  await window.getByTestId("histology-note").fill("Excised with a margin.");
  await window.getByTestId("term-histology").click();
  await expect(window.getByTestId("term-text")).toBeVisible();
  await window.keyboard.press("Escape");
  await expect(window.getByTestId("term-text")).toHaveCount(0);
  await expect(window.getByTestId("histology-note")).toHaveValue("Excised with a margin.");
});
