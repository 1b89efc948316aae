import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseMarkdown, type Inline } from "../../../renderer/ui/markdown/parseMarkdown";

const plain = (text: string): Inline => ({ style: "plain", text });

describe("Markdown", () => {
  it("knows headings and paragraphs, whose lines run on", () => {
    expect(parseMarkdown("# Model card\n\nOne line\nand another.\n\n\n### Data\n")).toEqual([
      { kind: "heading", level: 1, text: [plain("Model card")] },
      { kind: "paragraph", text: [plain("One line and another.")] },
      { kind: "heading", level: 3, text: [plain("Data")] },
    ]);
  });

  it("knows lists, whose entries run on, with no empty line before them", () => {
    expect(parseMarkdown("Limits:\n- light skin,\n  mostly\n- seven classes")).toEqual([
      { kind: "paragraph", text: [plain("Limits:")] },
      {
        kind: "list",
        ordered: false,
        items: [[plain("light skin, mostly")], [plain("seven classes")]],
      },
    ]);
    expect(parseMarkdown("1. draw\n2. train")).toEqual([
      { kind: "list", ordered: true, items: [[plain("draw")], [plain("train")]] },
    ]);
  });

  it("knows tables, their numbers to the right and an escaped bar", () => {
    expect(parseMarkdown("|  | `val` |\n| --- | ---: |\n| a \\| b | 0.79 |")).toEqual([
      {
        kind: "table",
        head: [[], [{ style: "code", text: "val" }]],
        rows: [[[plain("a | b")], [plain("0.79")]]],
        isRight: [false, true],
      },
    ]);
  });

  it("knows emphasis and code within a line, and leaves single stars alone", () => {
    expect(parseMarkdown("It is **not cleared**, see `val`, *always*; 2 * 3 * 4.")).toEqual([
      {
        kind: "paragraph",
        text: [
          plain("It is "),
          { style: "strong", text: "not cleared" },
          plain(", see "),
          { style: "code", text: "val" },
          plain(", "),
          { style: "emphasis", text: "always" },
          plain("; 2 * 3 * 4."),
        ],
      },
    ]);
  });

  it("takes HTML for the text that it is", () => {
    const html = '<img src="x" onerror="alert(1)">';
    expect(parseMarkdown(html)).toEqual([{ kind: "paragraph", text: [plain(html)] }]);
  });

  it("reads every line of the shipped model's card", () => {
    const card = readFileSync(
      join(import.meta.dirname, "../../../models/base/MODEL_CARD.md"),
      "utf8",
    );
    const blocks = parseMarkdown(card);
    const kinds = new Set(blocks.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["heading", "list", "paragraph", "table"]);
    const shown = JSON.stringify(blocks);
    expect(shown).not.toMatch(/\*\*|`|---/);
    for (const word of card.match(/[A-Za-z]{4,}/g) ?? []) expect(shown).toContain(word);
  });
});
