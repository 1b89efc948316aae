import { randomBytes } from "node:crypto";
import type { Paper } from "../domain/report";

export interface ReportSheets {
  readonly paper: Paper;
  /** SVG, a text a page. */
  readonly pages: readonly string[];
}

export interface ReportPart {
  readonly type: string;
  readonly policy: string;
  readonly body: string;
}

/**
 * A part of a report by its name: "2.svg", its second page, or "print.html", all pages for paper.
 *
 * @returns null where it has no such part
 */
export function reportPart({ paper, pages }: ReportSheets, name: string): ReportPart | null {
  if (name === "print.html") return printPage(paper, pages.length);
  const page = pages[Number(/^([1-9]\d{0,3})\.svg$/.exec(name)?.[1]) - 1];
  if (page === undefined) return null;
  // Shapes and pictures are in the text itself; opened as a page, it may do nothing.
  return { type: "image/svg+xml", policy: "default-src 'none'; img-src data:", body: page };
}

/** CSS names of papers. */
const CSS_SIZES: Readonly<Record<Paper, string>> = { a4: "A4", letter: "letter" };

function printPage(paper: Paper, pages: number): ReportPart {
  const nonce = randomBytes(16).toString("base64");
  const style = `
    @page { size: ${CSS_SIZES[paper]}; margin: 0 }
    body { margin: 0 }
    img { display: block; width: 100vw; height: 100vh; break-after: page }
    img:last-child { break-after: auto }
  `;
  const images = Array.from({ length: pages }, (_, index) => {
    return `<img src="${String(index + 1)}.svg" decoding="sync" alt="">`;
  });
  return {
    type: "text/html; charset=utf-8",
    policy: `default-src 'none'; img-src 'self'; style-src 'nonce-${nonce}'`,
    body: `<!doctype html><style nonce="${nonce}">${style}</style>${images.join("")}`,
  };
}
