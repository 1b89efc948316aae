/** Typst draws all pages into one SVG, one below the other; here each becomes one of its own. */

const HEAD = /^<svg class="typst-doc" viewBox="0 0 (\S+) (\S+)"[^>]*>$/;

/** @throws Error where the SVG is not built as the pinned version of Typst builds it */
export function svgPages(svg: string, count: number): string[] {
  const [head = "", ...lines] = svg.trimEnd().split("\n");
  const [, width, total] = HEAD.exec(head) ?? [];
  const groups = topLevel(lines.slice(0, -1));
  const pages = groups.filter((group) => /^ {4}<g[ >]/.test(group));
  const definitions = groups.filter((group) => /^ {4}<(defs|style)[ >]/.test(group)).join("\n");
  if (width === undefined || total === undefined || pages.length !== count) {
    throw new Error("pages of a report as SVG: not built as expected");
  }
  const height = Number(total) / count;
  return pages.map((page, index) => {
    const top = index * height;
    return [
      `<svg viewBox="0 ${top} ${width} ${height}" width="${width}pt" height="${height}pt" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">`,
      `<rect x="0" y="${top}" width="${width}" height="${height}" fill="#ffffff"/>`,
      page,
      definitions,
      "</svg>",
    ].join("\n");
  });
}

/** The elements below the root, each with all its lines; Typst indents them by four. */
function topLevel(lines: readonly string[]): string[] {
  const groups: string[][] = [];
  for (const line of lines) {
    const begins = /^ {4}<[^/]/.test(line);
    if (begins) groups.push([]);
    groups.at(-1)?.push(line);
  }
  return groups.map((group) => group.join("\n"));
}
