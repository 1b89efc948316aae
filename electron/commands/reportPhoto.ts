import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { LentigoError } from "../contract/errors";
import { DIAGNOSES, leadingDiagnosis, type Diagnosis } from "../domain/diagnosis";
import type { Language } from "../domain/language";
import type { Paper } from "../domain/report";
import type { CaseContent, ReportContent, TypesetReport } from "../reports/reportContent";
import type { VisionClient } from "../vision/client";
import { classMap } from "../vision/heatmap";
import type { Assessment } from "../vision/protocol";
import { writeWhole } from "../workflows/outputFile";

export interface ReportPhotoOptions {
  readonly photo: string;
  /** Where the PDF will lie; a file that lies there is replaced. */
  readonly out: string;
  readonly language: Language;
  readonly paper: Paper;
  readonly vision: VisionClient;
  readonly typeset: (content: ReportContent) => TypesetReport;
  readonly now: () => Date;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/**
 * Writes a case report on one photo that belongs to no clinic.
 *
 * @returns the exit status
 * @throws LentigoError why the photo was refused; `store.full` or `output.unwritable`
 */
export async function reportPhoto(options: ReportPhotoOptions): Promise<number> {
  const { photo, out, vision, json, print } = options;
  const bytes = await readFile(photo).catch((cause: unknown) => {
    throw new LentigoError("photo.unreadable", {}, { cause });
  });
  const assessment = await vision.ask("assess", { bytes });
  const content = await caseOf(options, bytes, assessment);
  const { pdf, pages } = options.typeset(content);
  await writeWhole(out, pdf);
  const { level, modelVersion } = assessment;
  const result = { file: out, report: content.reportId, pages: pages.length };
  print(json ? JSON.stringify({ ...result, triage: level, model: modelVersion }) : out);
  return 0;
}

async function caseOf(
  { photo, language, paper, vision, now }: ReportPhotoOptions,
  bytes: Uint8Array,
  assessment: Assessment,
): Promise<CaseContent> {
  const { level, probabilities, heat } = assessment;
  const leading = level === "cannot-assess" ? null : leadingDiagnosis(probabilities);
  const pictures = await vision.ask("print", {
    bytes,
    heat: leading && { map: classMap(heat, DIAGNOSES.indexOf(leading)), frame: heat.frame },
  });
  const at = now().toISOString();
  return {
    kind: "case",
    language,
    paper,
    letterhead: { clinic: "Lentigo", lines: [], logo: null },
    reportId: randomUUID(),
    version: 1,
    printedAt: at,
    signed: null,
    corrects: null,
    patient: null,
    lesion: null,
    visit: null,
    photo: {
      name: basename(photo),
      takenAt: null,
      addedAt: at,
      picture: { bytes: pictures.photo, format: "jpeg" },
      notes: "",
      diameter: null,
      abcd: null,
    },
    analysis: {
      ...assessment,
      reasons: [...assessment.reasons],
      warnings: [...assessment.warnings],
      createdAt: at,
      operatingPoints: pointsOf(vision),
    },
    heatmap: heatmapOf(leading, pictures.painted),
    outcomes: [],
    earlier: [],
    similar: null,
  };
}

function pointsOf({ status }: VisionClient) {
  return status.state === "ready" ? status.model.operatingPoints : null;
}

function heatmapOf(diagnosis: Diagnosis | null, bytes: Uint8Array | null): CaseContent["heatmap"] {
  return diagnosis && bytes && { diagnosis, picture: { bytes, format: "jpeg" } };
}
