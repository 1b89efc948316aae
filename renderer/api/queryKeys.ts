import type { SnapshotId } from "../../electron/contract/backups";
import type { ConfusionCell, ModelVersion } from "../../electron/contract/models";
import type { ReportId, ReportScope } from "../../electron/contract/reports";
import type { AuditFilter } from "../../electron/contract/session";
import type { AnalysisId, PatientId, PhotoFilter, PhotoId } from "../../electron/contract/shapes";
import type { TrainingSource } from "../../electron/contract/training";

/** Keys of everything that is cached; the first part is the noun of `store.changed`. */
export const queryKeys = {
  status: ["status"] as const,
  session: ["session"] as const,
  clinicSettings: ["clinic", "settings"] as const,
  accounts: ["accounts"] as const,
  auditLog: (filter: AuditFilter) => ["audit", filter] as const,
  worklist: (filter: PhotoFilter) => ["photos", "list", filter] as const,
  dashboardNumbers: ["photos", "numbers"] as const,
  practice: ["practice"] as const,
  photo: (photoId: PhotoId) => ["photos", "one", photoId] as const,
  outcomes: (photoId: PhotoId) => ["photos", "outcomes", photoId] as const,
  similarCases: (photoId: PhotoId) => ["photos", "similar", photoId] as const,
  settings: ["settings"] as const,
  archiveSettings: ["archive", "settings"] as const,
  archiveQueue: ["archive", "queue"] as const,
  research: ["research"] as const,
  backups: ["backups"] as const,
  /** Not below `backups`, which changes while one is made: this may wait for a slow disk. */
  backupList: (folder: string, last: SnapshotId | null) => ["backupList", folder, last] as const,
  records: ["records"] as const,
  canUndoRestore: ["backups", "canUndo"] as const,
  /** Not below `photos`: a heatmap never changes. */
  heatmap: (analysisId: AnalysisId) => ["heatmap", analysisId] as const,
  patientList: (search: string, archived: boolean) =>
    ["patients", "list", search, archived] as const,
  patientMatches: (search: string, limit: number) =>
    ["patients", "matches", search, limit] as const,
  lesions: (patientId: PatientId | null) => ["lesions", "list", patientId] as const,
  patient: (patientId: PatientId) => ["patients", "one", patientId] as const,
  consents: (patientId: PatientId) => ["patients", "consents", patientId] as const,
  visits: (patientId: PatientId) => ["patients", "visits", patientId] as const,
  duplicates: (patientId: PatientId) => ["patients", "duplicates", patientId] as const,
  allReports: ["reports"] as const,
  reports: (scope: ReportScope) => ["reports", "list", scope] as const,
  report: (reportId: ReportId) => ["reports", "one", reportId] as const,
  /** Not below `reports`: what is signed is what was looked at, whatever changes meanwhile. */
  reportDraft: (...draft: readonly unknown[]) => ["reportDraft", ...draft] as const,
  dayCases: (day: string) => ["photos", "dayCases", day] as const,
  models: ["models", "list"] as const,
  model: (version: ModelVersion) => ["models", "one", version] as const,
  modelCell: (version: ModelVersion, cell: ConfusionCell) =>
    ["models", "cell", version, cell] as const,
  offeredModel: ["models", "offered"] as const,
  changedPhotos: (version: ModelVersion) => ["models", "changed", version] as const,
  trainingRuns: ["training", "runs"] as const,
  trainingHint: ["training", "hint"] as const,
  trainingPreview: (source: TrainingSource) => ["training", "preview", source] as const,
  /** Not below `patients`: it is asked for anew whenever the dialog opens. */
  loss: (patientId: PatientId) => ["loss", patientId] as const,
};
