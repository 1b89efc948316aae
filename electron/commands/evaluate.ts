import { access, constants, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { LentigoError, type Failure } from "../contract/errors";
import type { ActiveModel } from "../contract/shapes";
import { DIAGNOSES } from "../domain/diagnosis";
import { groupUnit, withGroups } from "../training/dataset/groups";
import { measureDiagnoses } from "../training/diagnosisMetrics";
import type { Prediction } from "../training/evaluate";
import { BOOTSTRAP } from "../training/intervals";
import type { LabelledImage, LabelProblem } from "../training/labels";
import type { VisionClient } from "../vision/client";
import { classify, type ClassifyLine } from "./classify";
import { evaluationCharts, type ChartWords } from "./evaluationCharts";
import { evaluationReport } from "./evaluationReport";
import type { EvaluationResult, RowProblem } from "./evaluationResult";
import { findLabelledImages, nothingUsable, type FoundImage } from "./labelledImages";

export interface EvaluateOptions {
  /** A CSV file: see training/labels.ts. */
  readonly labels: string;
  /** Folder of the images, subfolders included. */
  readonly images: string;
  /** Folder for report, numbers and pictures; made where it does not exist. */
  readonly out: string;
  /** The folder `resources/fonts`. */
  readonly fonts: string;
  readonly vision: VisionClient;
  readonly words: EvaluationWords;
  readonly explain: (failure: Failure) => string;
  readonly onProgress: (done: number, total: number) => void;
}

export interface EvaluationWords {
  readonly problems: Readonly<Record<LabelProblem["problem"], string>>;
  readonly charts: ChartWords;
}

/**
 * Classifies labelled photos as `classify` does, measures how well the answers agree with the
 * labels, and writes report.md, metrics.json and the charts.
 *
 * @throws LentigoError `labels.*` where there is nothing to measure, `output.unwritable`, and
 * what the vision process fails with as a whole
 */
export async function evaluateModel(options: EvaluateOptions): Promise<EvaluationResult> {
  await prepareFolder(options.out);
  const { table, found, problems } = await findLabelledImages(options, options.words.problems);

  const answers = await classifyAll(found, options);
  const refused = answers.flatMap(({ image, line }) =>
    "error" in line ? [rowProblem(image, line.error)] : [],
  );
  problems.push(...refused);
  problems.sort((a, b) => a.row - b.row);
  const used = withGroups(
    answers.flatMap(({ image, line }) => ("error" in line ? [] : [{ ...image, line }])),
  );
  if (used.length === 0) throw nothingUsable(table, problems);
  const predictions = used.map(predictionOf);

  const { version, operatingPoints } = activeModel(options.vision);
  const metrics = measureDiagnoses(predictions, operatingPoints);
  const withoutLesion = used.filter(({ lesionId }) => lesionId === null).length;
  const result: EvaluationResult = {
    model: version,
    labels: {
      file: basename(options.labels),
      layout: table.layout,
      rows: table.rows,
      withoutLesion,
    },
    bootstrap: { unit: groupUnit(used), ...BOOTSTRAP },
    missingClasses: metrics.classes.filter(({ support }) => support === 0).map(({ name }) => name),
    thresholds: {
      urgent: operatingPoints.urgent.threshold,
      soon: operatingPoints.soon.threshold,
    },
    metrics,
    cannotAssess: answers.flatMap(({ line }) =>
      "error" in line || line.triage !== "cannot-assess"
        ? []
        : [{ file: line.file, reasons: line.reasons }],
    ),
    problems,
  };
  await writeResult(result, predictions, options);
  return result;
}

/** Before the photos are read: whoever waits for an hour should not learn then of a full disk. */
async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new LentigoError("output.unwritable", {}, { cause });
  }
}

function rowProblem(
  { row, imageId }: LabelledImage,
  { code, message }: { readonly code: string; readonly message: string },
): RowProblem {
  return { row, image: imageId, code, reason: message };
}

interface Answer {
  readonly image: FoundImage;
  readonly line: ClassifyLine;
}

/** Asks for the photos by `classify` itself, so that its numbers and refusals are ours. */
async function classifyAll(
  found: readonly FoundImage[],
  { vision, explain, onProgress }: EvaluateOptions,
): Promise<Answer[]> {
  const lines: ClassifyLine[] = [];
  await classify({
    paths: found.map(({ file }) => file),
    heatmapFolder: null,
    vision,
    explain,
    onLine: (line) => {
      lines.push(line);
      onProgress(lines.length, found.length);
    },
  });
  return found.flatMap((image, index) => {
    const line = lines[index];
    return line ? [{ image, line }] : [];
  });
}

interface UsedImage extends FoundImage {
  readonly group: string;
  readonly line: Exclude<ClassifyLine, { error: unknown }>;
}

function predictionOf({ imageId, lesionId, group, diagnosis, line }: UsedImage): Prediction {
  return {
    lesionId: lesionId === null ? `image ${imageId}` : `lesion ${lesionId}`,
    group,
    label: DIAGNOSES.indexOf(diagnosis),
    probabilities: DIAGNOSES.map((name) => line.probabilities[name]),
  };
}

function activeModel({ status }: VisionClient): ActiveModel {
  if (status.state !== "ready") throw new LentigoError("vision.unavailable");
  return status.model;
}

async function writeResult(
  result: EvaluationResult,
  predictions: readonly Prediction[],
  { out, fonts, words }: EvaluateOptions,
): Promise<void> {
  const { rasterise } = await import("../reports/rasterise");
  const charts = evaluationCharts(result, predictions, words.charts);
  const files: [string, string | Uint8Array][] = [
    ...Object.entries(charts).flatMap(([name, svg]): [string, string | Uint8Array][] => [
      [`${name}.svg`, `${svg}\n`],
      [`${name}.png`, rasterise(svg, fonts)],
    ]),
    ["metrics.json", `${JSON.stringify(result, null, 2)}\n`],
    ["report.md", evaluationReport(result)],
  ];
  try {
    for (const [name, content] of files) await writeFile(join(out, name), content);
  } catch (cause) {
    throw new LentigoError("output.unwritable", {}, { cause });
  }
}
