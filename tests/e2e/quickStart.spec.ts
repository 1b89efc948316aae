import type { Page } from "@playwright/test";
import { expectAccessible } from "./axe";
import { ADMINISTRATOR, expect, openClinic, test } from "./clinic";
import { bare, onPaper } from "./paper";

async function openQuickStart(window: Page): Promise<void> {
  await window.keyboard.press("?");
  await window.getByTestId("quick-start-open").click();
  await window.getByTestId("quick-start").waitFor();
}

test.describe("the quick start", () => {
  for (const { language, first, last } of [
    { language: "en-US", first: "Lentigo on one page", last: "? shows all keys and this page." },
    {
      language: "de",
      first: "Lentigo auf einer Seite",
      last: "? zeigt alle Tasten und diese Seite.",
    },
  ]) {
    test(`is one page of paper in ${language}, with nothing of the window on it`, async ({
      dataFolder,
    }) => {
      const clinic = await openClinic(dataFolder, [`--lang=${language}`]);
      await openQuickStart(clinic.window);
      await clinic.window.emulateMedia({ colorScheme: "dark" });
      for (const paper of ["A4", "Letter"] as const) {
        const { pages, text } = await onPaper(clinic, paper);
        expect(pages, paper).toBe("1");
        expect(text.startsWith(bare(first))).toBe(true);
        expect(text.endsWith(bare(last))).toBe(true);
      }
      await clinic.close();
    });
  }

  test("is found by search, too, prints, and leaves the window as it was", async ({ clinic }) => {
    const { window } = clinic;
    await window.keyboard.press("Control+k");
    await window.getByTestId("search-palette").waitFor();
    await window.keyboard.type("quick");
    await window.getByRole("option", { name: "Quick start" }).click();
    await window.getByTestId("quick-start").waitFor();
    await expectAccessible(window, "quick start");
    // The system's dialog for printing, which no test can reach.
    await window.evaluate(() => {
      globalThis.print = () => {
        document.title = "printing";
      };
    });
    await window.getByTestId("quick-start-print").click();
    await expect(window).toHaveTitle("printing");
    await window.keyboard.press("Escape");
    await expect(window.getByTestId("quick-start")).toHaveCount(0);
    const { text } = await onPaper(clinic, "A4");
    expect(text).not.toContain(bare("Lentigo on one page"));
    expect(text).toContain(bare(ADMINISTRATOR.fullName));
  });
});
