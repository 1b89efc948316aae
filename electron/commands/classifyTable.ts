import type { ClassifyLine } from "./classify";

/** Words for the table that people read. */
export interface TableWords {
  readonly levels: Readonly<Record<string, string>>;
  readonly diagnoses: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
}

export const TABLE_HEAD = row("Triage", "Malignancy", "Resembles most", "Photo");

/** One line of the table. */
export function tableLine(line: ClassifyLine, words: TableWords): string {
  if ("error" in line) return row("Refused", "", line.error.message, line.file);
  const share = `${String(Math.round(line.malignancy * 100))} %`;
  const level = words.levels[line.triage] ?? line.triage;
  if (line.diagnosis === null) {
    const reasons = line.reasons.map((reason) => words.reasons[reason] ?? reason).join(" ");
    return row(level, "", reasons, line.file);
  }
  const probability = Math.round(line.probabilities[line.diagnosis] * 100);
  const name = words.diagnoses[line.diagnosis] ?? line.diagnosis;
  return row(level, share, `${name} (${String(probability)} %)`, line.file);
}

function row(level: string, malignancy: string, text: string, file: string): string {
  return `${level.padEnd(14)} ${malignancy.padStart(10)}  ${text.padEnd(44)} ${file}`;
}
