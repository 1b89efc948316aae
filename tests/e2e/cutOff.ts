import type { Page } from "@playwright/test";

/** What names something to press, fill or read, with the parts that hold its text. */
const LABELS = [
  ...["button", "button *", "[role=tab]", "[role=tab] *", "[role=menuitem] *", "label", "label *"],
  ...["legend", "th", "dt", "summary", "h1", "h2", "h3", "nav *", "footer"],
].join(", ");

/** Labels that are wider than the room they have, or whose lines do not fit a fixed height. */
export function cutOffLabels(window: Page): Promise<string[]> {
  return window.evaluate((labels) => {
    const isCutOff = (element: Element): boolean => {
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
      const { clipPath, overflowY } = getComputedStyle(element);
      // Inline boxes have no width; what only screen readers meet is clipped away.
      if (!(element instanceof HTMLElement) || clientWidth <= 1 || clipPath !== "none")
        return false;
      const isClosed = overflowY === "hidden";
      return scrollWidth > clientWidth + 1 || (isClosed && scrollHeight > clientHeight + 2);
    };
    const texts = [...document.querySelectorAll(labels)]
      .filter(isCutOff)
      .map((element) => element.textContent.trim());
    return [...new Set(texts)].filter((text) => text !== "");
  }, LABELS);
}
