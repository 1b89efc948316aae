/**
 * The Markdown that model cards and training records are written in: headings, paragraphs, lists,
 * tables, emphasis and code. Anything else stays the text that it is; HTML, too.
 */

export interface Inline {
  readonly style: "plain" | "strong" | "emphasis" | "code";
  readonly text: string;
}

type Line = readonly Inline[];

export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: Line }
  | { readonly kind: "paragraph"; readonly text: Line }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Line[] }
  | {
      readonly kind: "table";
      readonly head: readonly Line[];
      readonly rows: readonly (readonly Line[])[];
      /** By column: numbers are set to the right. */
      readonly isRight: readonly boolean[];
    };

const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBERED = /^\s*\d+[.)]\s+(.*)$/;
const DELIMITER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Blocks of a text, in order. */
export function parseMarkdown(markdown: string): Block[] {
  const paragraphs = markdown.split(/\r?\n/).reduce<string[][]>(
    (groups, line) => {
      if (line.trim() === "") return [...groups, []];
      groups.at(-1)?.push(line);
      return groups;
    },
    [[]],
  );
  return paragraphs.filter((lines) => lines.length > 0).flatMap(blocksOf);
}

/** Blocks of lines without an empty one between them. */
function blocksOf(lines: readonly string[]): Block[] {
  const [first = "", ...rest] = lines;
  const heading = HEADING.exec(first);
  if (heading) {
    const [, marks = "", text = ""] = heading;
    const block: Block = { kind: "heading", level: marks.length, text: inlinesOf(text) };
    return rest.length === 0 ? [block] : [block, ...blocksOf(rest)];
  }
  if (first.includes("|") && DELIMITER.test(rest[0] ?? "")) return [tableOf(first, rest)];
  if (BULLET.test(first)) return [listOf(lines, BULLET, false)];
  if (NUMBERED.test(first)) return [listOf(lines, NUMBERED, true)];
  const end = lines.findIndex((line, at) => at > 0 && startsBlock(line));
  const own = end < 0 ? lines : lines.slice(0, end);
  const paragraph: Block = { kind: "paragraph", text: inlinesOf(joined(own)) };
  return end < 0 ? [paragraph] : [paragraph, ...blocksOf(lines.slice(end))];
}

/** Whether a line ends the paragraph before it. */
function startsBlock(line: string): boolean {
  return HEADING.test(line) || BULLET.test(line);
}

/** A line that begins no entry goes on with the one before. */
function listOf(lines: readonly string[], mark: RegExp, ordered: boolean): Block {
  const items: string[][] = [];
  for (const line of lines) {
    const entry = mark.exec(line);
    if (entry) items.push([entry[1] ?? ""]);
    else items.at(-1)?.push(line);
  }
  return { kind: "list", ordered, items: items.map((item) => inlinesOf(joined(item))) };
}

function tableOf(head: string, [delimiter = "", ...rows]: readonly string[]): Block {
  return {
    kind: "table",
    head: cellsOf(head).map(inlinesOf),
    rows: rows.map((row) => cellsOf(row).map(inlinesOf)),
    isRight: cellsOf(delimiter).map((cell) => cell.endsWith(":") && !cell.startsWith(":")),
  };
}

function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\|/, "").replace(/\|$/, "");
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(" ");
}

const STYLED = /\*\*(?<strong>[^*]+)\*\*|`(?<code>[^`]+)`|(?<![\w*])\*(?<emphasis>[^*\s][^*]*)\*/g;

function inlinesOf(text: string): Inline[] {
  const inlines: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(STYLED)) {
    if (match.index > from) inlines.push({ style: "plain", text: text.slice(from, match.index) });
    const { strong, code, emphasis } = match.groups ?? {};
    if (strong !== undefined) inlines.push({ style: "strong", text: strong });
    else if (code !== undefined) inlines.push({ style: "code", text: code });
    else inlines.push({ style: "emphasis", text: emphasis ?? "" });
    from = match.index + match[0].length;
  }
  if (from < text.length) inlines.push({ style: "plain", text: text.slice(from) });
  return inlines;
}
