import type { ReportId } from "../../electron/contract/reports";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import { readPdf } from "../fixtures/pdf";
import { expect, test, type Clinic } from "./clinic";

/** How the system's dialog for printing ends: Chromium's words, empty where it prints. */
type Ending = "" | "Print job canceled" | "Print job failed";

/** Answers that dialog, which no test can reach, and keeps what goes to paper as a PDF. */
async function answerPrinting({ app }: Clinic, ending: Ending): Promise<void> {
  await app.evaluate(({ app: application }, reason) => {
    const kept = globalThis as typeof globalThis & { printed?: string };
    application.on("web-contents-created", (_, contents) => {
      contents.print = (options = {}, callback) => {
        const { pageSize = "A4" } = options;
        void contents
          .printToPDF({
            pageSize,
            printBackground: true,
            margins: { top: 0, bottom: 0, left: 0, right: 0 },
          })
          .then((pdf) => {
            kept.printed = pdf.toString("base64");
            callback?.(reason === "", reason);
          });
      };
    });
  }, ending);
}

const printed = async ({ app }: Clinic): Promise<Buffer> =>
  Buffer.from(
    await app.evaluate(() => {
      return (globalThis as typeof globalThis & { printed?: string }).printed ?? "";
    }),
    "base64",
  );

/** A patient's report, longer than a page, on Letter. */
async function draft({ ask }: Clinic): Promise<{ reportId: ReportId; pages: number }> {
  const { id: patientId } = await ask("patients.create", {
    number: "",
    familyName: "Lindqvist",
    givenName: "Astrid",
    dateOfBirth: null,
    sex: "female",
    notes: Array.from({ length: 90 }, (_, line) => `Line ${String(line)}`).join("\n\n"),
  });
  const subject = { kind: "patient", patientId } as const;
  const form = { language: "en", paper: "letter", similar: false, corrects: null } as const;
  return ask("reports.preview", { subject, ...form });
}

test("a report is printed page by page on its own paper, and the log says so", async ({
  clinic,
}) => {
  const { reportId, pages } = await draft(clinic);
  expect(pages).toBeGreaterThan(1);
  await answerPrinting(clinic, "");
  expect(await clinic.ask("reports.print", { reportId })).toEqual({ printed: true });
  const { facts } = readPdf(await printed(clinic));
  expect(facts["Pages"]).toBe(String(pages));
  expect(facts["Page size"]).toContain("612 x 792 pts");
  const page = { filter: NO_AUDIT_FILTER, limit: 1, offset: 0 };
  expect((await clinic.ask("audit.list", page)).entries[0]).toMatchObject({
    action: "report.printed",
    details: { report: reportId },
  });
  // The pages were shown in a window of their own, which is gone.
  expect(clinic.app.windows()).toHaveLength(1);
});

test("thinking better of it is no error, a printer that fails is", async ({ clinic }) => {
  const { reportId } = await draft(clinic);
  await answerPrinting(clinic, "Print job canceled");
  expect(await clinic.ask("reports.print", { reportId })).toEqual({ printed: false });
  await answerPrinting(clinic, "Print job failed");
  await expect(clinic.ask("reports.print", { reportId })).rejects.toThrow("report.not-printed");
});
