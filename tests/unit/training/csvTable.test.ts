import { describe, expect, it } from "vitest";
import { readHeader, readTable, readTableInTurns } from "../../../electron/training/csvTable";

const turn = (): Promise<void> => Promise.resolve();
const tooLarge = expect.objectContaining({ code: "table.too-large" }) as unknown;

describe("a table", () => {
  it("is the same read at once and in slices, with the lines that its rows stand in", async () => {
    const bytes = Buffer.from('Name;Note\r\nÖberg;"two\nlines"\r\n\r\nAdams;x;besides\r\n');
    const table = readTable(bytes);
    expect(table).toEqual(await readTableInTurns(bytes, turn));
    expect(table.columns).toEqual(["Name", "Note"]);
    expect(table.header).toEqual(readHeader(bytes));
    expect(table.rows).toEqual([
      { row: 3, cells: ["Öberg", "two\nlines"] },
      { row: 5, cells: ["Adams", "x", "besides"] },
    ]);
  });

  it("may say first by what its cells are divided, as Excel has it", async () => {
    const bytes = Buffer.from("\uFEFFsep=;\r\nName;Born\r\nÖberg;1961\r\n");
    expect(readTable(bytes)).toMatchObject({
      columns: ["Name", "Born"],
      rows: [{ row: 3, cells: ["Öberg", "1961"] }],
    });
    expect(await readTableInTurns(bytes, turn)).toEqual(readTable(bytes));
    expect(readHeader(bytes)).toEqual(["name", "born"]);
  });

  it("is divided by what stands outside quotes", () => {
    const { columns } = readTable(Buffer.from('"Name, Vorname, Titel";Nr\nÖberg;7\n'));
    expect(columns).toEqual(["Name, Vorname, Titel", "Nr"]);
  });

  it.each([
    ["cells", `Name${"\na".repeat(3_000_000)}`],
    ["empty cells", `Name${";".repeat(3_000_000)}`],
    ["columns", `Name${";".repeat(1000)}\na`],
    ["letters in a cell", `Name\n${"x".repeat(1_100_000)}`],
    ["letters in a quote that is never closed", `Name\n"${"x".repeat(1_100_000)}`],
  ])("is refused where it has too many %s", async (_, text) => {
    await expect(readTableInTurns(Buffer.from(text), turn)).rejects.toEqual(tooLarge);
  });

  it("has no row without end, whoever reads it", () => {
    expect(() => readTable(Buffer.from(`Name\n${"x".repeat(1_100_000)}`))).toThrow(tooLarge);
  });
});
