/** The rules of WCAG 2.1, A and AA, on what the window shows. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./clinic";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const SCHEMES = ["light", "dark"] as const;

/**
 * Looks at the window in both colour schemes.
 *
 * @param screen what it shows, as the report names it
 */
export async function expectAccessible(window: Page, screen: string): Promise<void> {
  for (const colorScheme of SCHEMES) {
    await window.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await window.locator(`:root[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    // Electron opens no second page, which axe would gather its results in.
    const axe = new AxeBuilder({ page: window }).withTags(RULES).setLegacyMode();
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary ?? ""}`,
      ),
    );
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
}
