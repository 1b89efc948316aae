/** What the model says of one photo: probabilities, urgency, and what stands behind it. */
import { isMalignant, rankedDiagnoses } from "../../domain/diagnosis";
import { levelEvidence } from "../../domain/evidence";
import type { OperatingPoints, TriageLevel } from "../../domain/triage";
import type { Phrases } from "../phrases";
import type { ReportAnalysis } from "../reportContent";

/** The most probable first. */
export interface BarsSheet {
  readonly title: string;
  readonly alt: string;
  readonly legend: string;
  readonly bars: readonly {
    readonly name: string;
    readonly percent: string;
    /** 0 to 1. */
    readonly share: number;
    readonly malignant: boolean;
  }[];
}

export interface TriageSheet {
  readonly title: string;
  readonly level: TriageLevel | null;
  readonly word: string;
  /** Null where the photo has no level of urgency. */
  readonly score: {
    readonly label: string;
    readonly percent: string;
    readonly share: number;
    readonly alt: string;
    readonly marks: readonly { readonly share: number; readonly text: string }[];
  } | null;
  /** Paragraphs: reasons or evidence. */
  readonly sentences: readonly string[];
  /** What may have swayed the answer. */
  readonly warnings: readonly string[];
  /** Null where the operating points do not matter or are not known. */
  readonly points: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
  /** Small print: by what and on what. */
  readonly provenance: string;
}

export function barsSheet({ probabilities }: ReportAnalysis, phrases: Phrases): BarsSheet {
  const { words, fill } = phrases;
  const bars = rankedDiagnoses(probabilities).map((diagnosis) => ({
    name: words.diagnoses[diagnosis].short,
    percent: phrases.percent(probabilities[diagnosis]),
    share: probabilities[diagnosis],
    malignant: isMalignant(diagnosis),
  }));
  const shares = bars.map(({ name, percent }) => `${name} ${percent}`).join(", ");
  return {
    title: words.probabilities.title,
    alt: fill(words.report.bars, { shares }),
    legend: words.report.malignant,
    bars,
  };
}

export function triageSheet(analysis: ReportAnalysis | null, phrases: Phrases): TriageSheet {
  const { words, fill, moment } = phrases;
  const { report } = words;
  const nothing = { score: null, warnings: [], points: null };
  const { title } = words.verdict;
  if (analysis === null) {
    const sentences = [words.verdict.waitingText];
    return { ...nothing, title, level: null, word: report.waiting, sentences, provenance: "" };
  }
  const { level, modelVersion, operatingPoints, malignancy } = analysis;
  const word = words.triage[level];
  const analysed = fill(report.analysed, {
    when: moment(analysis.createdAt),
    version: modelVersion,
  });
  if (level === "cannot-assess") {
    const reasons = analysis.reasons.map((reason) => words.reasons[reason]).join(" ");
    const sentences = [reasons, words.verdict.refusedSafe];
    return { ...nothing, title, level, word, sentences, provenance: analysed };
  }
  const percent = phrases.percent(malignancy);
  const marks = operatingPoints ? thresholdMarks(operatingPoints, phrases) : [];
  const thresholds = marks.map(({ text }) => text).join(", ");
  return {
    title,
    level,
    word,
    score: {
      label: words.verdict.score,
      percent,
      share: malignancy,
      alt: fill(report.scale, { score: percent, thresholds }),
      marks,
    },
    sentences: [
      operatingPoints
        ? evidenceText(level, operatingPoints, phrases)
        : fill(report.noOperatingPoint, { version: modelVersion }),
    ],
    warnings: analysis.warnings.map((warning) => words.warnings[warning]),
    points: operatingPoints && pointsTable(operatingPoints, phrases),
    provenance:
      operatingPoints && operatingPoints.soon.sensitivity !== null
        ? `${fill(words.verdict.measuredOn, { data: operatingPoints.soon.measuredOn })} ${analysed}`
        : analysed,
  };
}

function evidenceText(level: TriageLevel, points: OperatingPoints, phrases: Phrases): string {
  const { words, fill } = phrases;
  const evidence = levelEvidence(level, points);
  switch (evidence?.kind) {
    case "reached":
      return fill(words.verdict.reached, { found: evidence.found, called: evidence.called });
    case "below":
      return fill(words.verdict.below, { missed: evidence.missed, cleared: evidence.cleared });
    case "not-measured":
      return words.verdict.notMeasured;
    case undefined:
      return "";
  }
}

function thresholdMarks({ soon, urgent }: OperatingPoints, { words, fill, percent }: Phrases) {
  return (["soon", "urgent"] as const).map((name) => {
    const { threshold } = { soon, urgent }[name];
    const text = { level: words.triage[name], percent: percent(threshold) };
    return { share: threshold, text: fill(words.verdict.thresholdAt, text) };
  });
}

function pointsTable({ urgent, soon }: OperatingPoints, { words, percent }: Phrases) {
  const { report } = words;
  const row = (name: string, { threshold, sensitivity, specificity }: typeof urgent) => [
    name,
    percent(threshold),
    ...[sensitivity, specificity].map((rate) => (rate === null ? "–" : percent(rate))),
  ];
  return {
    head: [report.operatingPoint, report.threshold, report.sensitivity, report.specificity],
    rows: [row(words.evaluation.levels.urgent, urgent), row(words.evaluation.levels.soon, soon)],
  };
}
