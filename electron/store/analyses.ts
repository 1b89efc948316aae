import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { AnalysisId, type Analysis, type Heatmap, type PhotoId } from "../contract/shapes";
import { DIAGNOSES, isDiagnosis, type Diagnosis, type Probabilities } from "../domain/diagnosis";
import type { FrameFraction } from "../domain/heatmap";
import {
  PHOTO_WARNINGS,
  REFUSAL_REASONS,
  TRIAGE_LEVELS,
  type PhotoWarning,
  type RefusalReason,
  type TriageLevel,
} from "../domain/triage";

/** What a model said of a photo, as it is kept. */
export interface NewAnalysis {
  readonly modelVersion: string;
  readonly level: TriageLevel;
  readonly reasons: readonly RefusalReason[];
  readonly warnings: readonly PhotoWarning[];
  readonly malignancy: number;
  readonly diagnosis: Diagnosis;
  readonly probabilities: Probabilities;
  /** Class activation maps, `values[(y * width + x) * 7 + c]`. */
  readonly heat: {
    readonly width: number;
    readonly height: number;
    readonly frame: FrameFraction;
    readonly values: Float32Array;
  };
  readonly embedding: Float32Array;
}

export interface AnalysisRepository {
  /** Adds the latest analysis of a photo; earlier ones stay. */
  add(photoId: PhotoId, analysis: NewAnalysis, at: Date): AnalysisId;
  /** All analyses of a photo, the latest first. */
  ofPhoto(photoId: PhotoId): Analysis[];
  /** @throws LentigoError `photo.missing` */
  heatmap(id: AnalysisId): Heatmap;
}

/** Columns of an analysis as `Analysis` has them; `analysisFromRow` reads them. */
export const ANALYSIS_COLUMNS = `
  analyses.id AS analysis_id, model_version, analyses.created_at AS analysed_at,
  analyses.urgency, reasons, warnings, analyses.malignancy, analyses.diagnosis, probabilities
`;

export interface AnalysisRow {
  readonly analysis_id: string;
  readonly model_version: string;
  readonly analysed_at: string;
  readonly urgency: number;
  readonly reasons: string;
  readonly warnings: string;
  readonly malignancy: number;
  readonly diagnosis: string;
  readonly probabilities: Buffer;
}

interface HeatRow {
  readonly heat: Buffer;
  readonly heat_width: number;
  readonly heat_height: number;
  readonly heat_frame: string;
}

export function analysisRepository(database: Database): AnalysisRepository {
  const supersede = database.prepare("UPDATE analyses SET is_latest = 0 WHERE photo_id = ?");
  const insert = database.prepare(`
    INSERT INTO analyses (id, photo_id, model_version, created_at, urgency, reasons, warnings, malignancy,
      diagnosis, probabilities, heat, heat_width, heat_height, heat_frame, embedding, is_latest)
    VALUES (@id, @photoId, @modelVersion, @at, @urgency, @reasons, @warnings, @malignancy,
      @diagnosis, @probabilities, @heat, @heatWidth, @heatHeight, @heatFrame, @embedding, 1)
  `);
  const ofPhoto = database.prepare<[string], AnalysisRow>(`
    SELECT ${ANALYSIS_COLUMNS} FROM analyses WHERE photo_id = ?
    ORDER BY created_at DESC, analyses.rowid DESC
  `);
  const heatOf = database.prepare<[string], HeatRow>(
    "SELECT heat, heat_width, heat_height, heat_frame FROM analyses WHERE id = ?",
  );

  return {
    add: database.transaction((photoId: PhotoId, analysis: NewAnalysis, at: Date): AnalysisId => {
      const id = AnalysisId.parse(randomUUID());
      const { heat } = analysis;
      supersede.run(photoId);
      insert.run({
        id,
        photoId,
        modelVersion: analysis.modelVersion,
        at: at.toISOString(),
        urgency: TRIAGE_LEVELS.indexOf(analysis.level),
        reasons: analysis.reasons.join(" "),
        warnings: analysis.warnings.join(" "),
        malignancy: analysis.malignancy,
        diagnosis: analysis.diagnosis,
        probabilities: bytesOf(
          Float64Array.from(DIAGNOSES, (diagnosis) => analysis.probabilities[diagnosis]),
        ),
        heat: bytesOf(heat.values),
        heatWidth: heat.width,
        heatHeight: heat.height,
        heatFrame: JSON.stringify(heat.frame),
        embedding: bytesOf(analysis.embedding),
      });
      return id;
    }),
    ofPhoto: (photoId) => ofPhoto.all(photoId).map(analysisFromRow),
    heatmap(id) {
      const row = heatOf.get(id);
      if (!row) throw new LentigoError("photo.missing");
      const values = floatsOf(row.heat);
      const cells = row.heat_width * row.heat_height;
      const mapOf = (_: Diagnosis, index: number): Float32Array =>
        Float32Array.from({ length: cells }, (__, cell) => {
          return values[cell * DIAGNOSES.length + index] ?? 0;
        });
      const maps = Object.fromEntries(
        DIAGNOSES.map((diagnosis, index) => [diagnosis, mapOf(diagnosis, index)]),
      ) as Heatmap["maps"];
      return {
        width: row.heat_width,
        height: row.heat_height,
        frame: JSON.parse(row.heat_frame) as FrameFraction,
        maps,
      };
    },
  };
}

export function analysisFromRow(row: AnalysisRow): Analysis {
  const diagnosis = row.diagnosis;
  const level = TRIAGE_LEVELS[row.urgency];
  if (!isDiagnosis(diagnosis) || level === undefined) throw new LentigoError("store.damaged");
  return {
    id: AnalysisId.parse(row.analysis_id),
    modelVersion: row.model_version,
    createdAt: row.analysed_at,
    level,
    reasons: REFUSAL_REASONS.filter((reason) => row.reasons.split(" ").includes(reason)),
    warnings: PHOTO_WARNINGS.filter((warning) => row.warnings.split(" ").includes(warning)),
    malignancy: row.malignancy,
    diagnosis,
    probabilities: probabilitiesOf(row.probabilities),
  };
}

/** From the column `probabilities`. */
export function probabilitiesOf(bytes: Buffer): Probabilities {
  return Object.fromEntries(
    DIAGNOSES.map((diagnosis, index) => [diagnosis, bytes.readDoubleLE(index * 8)]),
  ) as Record<Diagnosis, number>;
}

/** From the columns `heat` and `embedding`. */
export function floatsOf(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) =>
    bytes.readFloatLE(index * 4),
  );
}

function bytesOf(values: Float32Array | Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
