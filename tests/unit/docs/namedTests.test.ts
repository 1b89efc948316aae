import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { namedTests, titlesIn } from "../../fixtures/namedTests";

const docs = join(import.meta.dirname, "../../../docs");

describe.each(["SECURITY.md", "RELIABILITY.md"])("%s", (page) => {
  const named = namedTests(readFileSync(join(docs, page), "utf8"));

  it("names tests", () => {
    expect(named.length).toBeGreaterThan(10);
  });

  it.each(named)("names one that is there: $file “$title”", ({ file, title }) => {
    const titles = titlesIn(file);
    expect(titles).not.toEqual([]);
    if (title !== null) expect(titles).toContain(title);
  });
});
