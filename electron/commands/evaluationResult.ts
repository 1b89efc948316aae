import type { RefusalReason } from "../domain/triage";
import type { DiagnosisMetrics } from "../training/diagnosisMetrics";
import type { Bootstrap } from "../training/intervals";
import type { LabelLayout } from "../training/labels";

/** What `evaluate --json` prints and metrics.json holds. This shape is documented. */
export interface EvaluationResult {
  readonly model: string;
  readonly labels: {
    readonly file: string;
    readonly layout: LabelLayout;
    /** Rows of the table; `metrics.images` of them were used. */
    readonly rows: number;
    /** Photos whose lesion the table does not name: each counts as a lesion of its own. */
    readonly withoutLesion: number;
  };
  readonly bootstrap: Bootstrap;
  /** Classes of which no photo was used; what needs them is null. */
  readonly missingClasses: readonly string[];
  /** Malignancy scores, 0 to 1, from which the levels apply. */
  readonly thresholds: Readonly<Record<"urgent" | "soon", number>>;
  readonly metrics: DiagnosisMetrics;
  /** Photos that `classify` would give no level; they count all the same. */
  readonly cannotAssess: readonly {
    readonly file: string;
    readonly reasons: readonly RefusalReason[];
  }[];
  /** Rows that were not used, by row; the header is row 1. */
  readonly problems: readonly RowProblem[];
}

export interface RowProblem {
  readonly row: number;
  readonly image: string;
  /** A label problem such as `image-missing`, or a photo's error such as `photo.damaged`. */
  readonly code: string;
  readonly reason: string;
}
