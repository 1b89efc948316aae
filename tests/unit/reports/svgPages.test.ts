import { describe, expect, it } from "vitest";
import { svgPages } from "../../../electron/reports/svgPages";

const TWO_PAGES = `<svg class="typst-doc" viewBox="0 0 595.5 1684" width="595.5pt" height="1684pt">
    <path class="typst-shape" fill="#ffffff" d="M 0 0"/>
    <g>
        <use xlink:href="#first"/>
    </g>
    <path class="typst-shape" fill="#ffffff" d="M 0 0"/>
    <g transform="matrix(1 0 0 1 0 842)">
        <use xlink:href="#second"/>
    </g>
    <defs id="glyph">
        <symbol id="first"/>
    </defs>
</svg>
`;

describe("pages as SVG", () => {
  it("are one of their own each, of the page's size and with all definitions", () => {
    const [first = "", second = "", ...more] = svgPages(TWO_PAGES, 2);
    expect(more).toEqual([]);
    expect(first).toContain('viewBox="0 0 595.5 842"');
    expect(second).toContain('viewBox="0 842 595.5 842"');
    expect(first).toContain('href="#first"');
    expect(first).not.toContain('href="#second"');
    for (const page of [first, second]) expect(page).toContain('<symbol id="first"/>');
  });

  it("are refused where the drawing is not built as expected", () => {
    expect(() => svgPages(TWO_PAGES, 3)).toThrow("not built as expected");
    expect(() => svgPages("<svg/>", 1)).toThrow("not built as expected");
  });
});
