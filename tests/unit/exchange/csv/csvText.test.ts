import { describe, expect, it } from "vitest";
import { csvLine } from "../../../../electron/exchange/csv/csvText";
import { readTable } from "../../../../electron/training/csvTable";

describe("a line of CSV", () => {
  it("ends as RFC 4180 has it, and quotes what would end a cell or a line", () => {
    expect(csvLine(["Åsa", "O, Haddad", 'called "Ines"', "two\nlines"])).toBe(
      'Åsa,"O, Haddad","called ""Ines""","two\nlines"\r\n',
    );
  });

  it.each(["=HYPERLINK(1)", "+49 30", "-2", "@SUM", "\t=1", "\r=1", "\n=1", "＝1+1"])(
    "keeps %j from being reckoned",
    (text) => {
      const [first = ""] = csvLine([text, "next"]).replace(/^"/, "");
      expect(first).toBe("'");
    },
  );

  it("leaves apart what only looks like a formula further in", () => {
    expect(csvLine(["a=b", "Müller-Öz"])).toBe("a=b,Müller-Öz\r\n");
  });

  it("is read back as it was written", () => {
    const cells = ["7", "Öberg; Åsa", 'a "b", c', "אבגד"];
    const table = readTable(
      Buffer.from(`${csvLine(["number", "name", "note", "more"])}${csvLine(cells)}`),
    );
    expect(table.rows[0]?.cells).toEqual(cells);
  });
});
