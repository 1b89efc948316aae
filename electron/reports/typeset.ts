/** Sets reports: words and pictures as data, laid out by the templates in resources/reports. */
import { join } from "node:path";
import { NodeCompiler, type NodeTypstDocument } from "@myriaddreamin/typst-ts-node-compiler";
import { LentigoError } from "../contract/errors";
import { printable } from "./printable";
import type { ReportContent, TypesetReport } from "./reportContent";
import { sheetOf } from "./sheets/sheetOf";
import { svgPages } from "./svgPages";

/** PDF with tags, titles, languages and words for pictures: ISO 14289-1, for screen readers. */
const STANDARD = "ua-1";

/** What Typst says where no font of this computer has a letter; the standard forbids that. */
const NO_GLYPH = "could not be displayed with font";

/**
 * Loads the fonts; that takes a tenth of a second and 60 MB.
 *
 * @param resources the folder `resources`; of the system, fonts are used only for scripts that
 * ours lack
 * @returns sets one report; throws LentigoError `report.not-set` where a picture cannot be read
 */
export function createTypesetter(resources: string): (content: ReportContent) => TypesetReport {
  const templates = join(resources, "reports");
  const compiler = NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontPaths: [join(resources, "fonts")] }],
  });
  return (content) => {
    const { sheet, pictures } = sheetOf(content);
    // The same content gives the same bytes.
    const creationTimestamp = Math.floor(Date.parse(content.printedAt) / 1000);
    try {
      for (const [path, bytes] of pictures) {
        compiler.mapShadow(join(templates, path), Buffer.from(bytes));
      }
      const compiled = compiler.compile({
        mainFilePath: join(templates, `${content.kind}.typ`),
        inputs: { sheet: JSON.stringify(sheet, printableText) },
      });
      const { result } = compiled;
      if (!result) throw refusal(compiled.takeError()?.shortDiagnostics);
      return {
        title: sheet.documentTitle,
        pdf: pdfOf(compiler, result, creationTimestamp),
        pages: svgPages(compiler.plainSvg(result), result.numOfPages),
      };
    } finally {
      compiler.resetShadow();
      compiler.evictCache(0);
    }
  };
}

/** A report with a letter that nobody can show is set all the same, with a box for it. */
function pdfOf(
  compiler: NodeCompiler,
  document: NodeTypstDocument,
  creationTimestamp: number,
): Uint8Array {
  try {
    return new Uint8Array(compiler.pdf(document, { pdfStandard: STANDARD, creationTimestamp }));
  } catch (error) {
    if (!String(error).includes(NO_GLYPH)) throw error;
    return new Uint8Array(compiler.pdf(document, { creationTimestamp }));
  }
}

function printableText(_: string, value: unknown): unknown {
  return typeof value === "string" ? printable(value) : value;
}

/** What Typst said may quote the report, so it goes no further than the cause. */
function refusal(diagnostics: unknown): LentigoError {
  return new LentigoError("report.not-set", {}, { cause: new Error(JSON.stringify(diagnostics)) });
}
