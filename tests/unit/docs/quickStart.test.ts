/** docs/QUICK_START.md says in both languages the same, in the words of the window. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../renderer/ui/markdown/parseMarkdown";
import de from "../../../resources/locales/de.json";
import en from "../../../resources/locales/en.json";
import { root } from "../../fixtures/commandLine";

const pages = [
  { file: "QUICK_START.md", words: en },
  { file: "QUICK_START.de.md", words: de },
].map(({ file, words }) => ({
  file,
  words,
  text: readFileSync(join(root, "docs", file), "utf8"),
}));

/** What a page is made of, whatever its words. */
const outline = (text: string) =>
  parseMarkdown(text).map((block) =>
    block.kind === "list"
      ? `${block.kind} of ${String(block.items.length)}`
      : block.kind === "table"
        ? `${block.kind} of ${String(block.rows.length)}`
        : block.kind,
  );

/** Single keys that stand in bold: "H", "0", "?". */
const singleKeys = (text: string) => [...text.matchAll(/\*\*(\S)\*\*/g)].map(([, key]) => key);

describe("the quick start", () => {
  it("is built alike in both languages, with the same keys", () => {
    const [english, german] = pages.map(({ text }) => text);
    expect(outline(german ?? "")).toEqual(outline(english ?? ""));
    expect(singleKeys(german ?? "")).toEqual(singleKeys(english ?? ""));
    expect(singleKeys(english ?? "")).toContain("H");
  });

  it.each(pages)("$file names levels, rooms and buttons as the window does", ({ text, words }) => {
    for (const word of [
      ...Object.values(words.triage),
      words.patients.new,
      words.queue.unassigned,
      words.assign.detach,
      words.decision.history,
      words.frame.settings,
      words.settings.clinic.title,
      words.settings.accounts.title,
      words.settings.backups.title,
    ]) {
      expect(text).toContain(word);
    }
  });
});
