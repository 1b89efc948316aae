/** Sets reports: words and pictures as data, laid out by the templates in resources/reports. */
import { join } from "node:path";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { LentigoError } from "../contract/errors";
import type { ReportContent, TypesetReport } from "./reportContent";
import { sheetOf } from "./sheets/sheetOf";
import { svgPages } from "./svgPages";

/** PDF with tags, titles, languages and words for pictures: ISO 14289-1, for screen readers. */
const STANDARD = "ua-1";

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
        inputs: { sheet: JSON.stringify(sheet) },
      });
      const { result } = compiled;
      if (!result) throw refusal(compiled.takeError()?.shortDiagnostics);
      return {
        title: sheet.documentTitle,
        pdf: new Uint8Array(compiler.pdf(result, { pdfStandard: STANDARD, creationTimestamp })),
        pages: svgPages(compiler.plainSvg(result), result.numOfPages),
      };
    } finally {
      compiler.resetShadow();
      compiler.evictCache(0);
    }
  };
}

/** What Typst said may quote the report, so it goes no further than the cause. */
function refusal(diagnostics: unknown): LentigoError {
  return new LentigoError("report.not-set", {}, { cause: new Error(JSON.stringify(diagnostics)) });
}
