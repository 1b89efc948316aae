import type { AuditFilter } from "../../electron/contract/session";
import type { AnalysisId, PatientId, PhotoFilter, PhotoId } from "../../electron/contract/shapes";

/** Keys of everything that is cached; the first part is the noun of `store.changed`. */
export const queryKeys = {
  status: ["status"] as const,
  session: ["session"] as const,
  clinicSettings: ["clinic", "settings"] as const,
  accounts: ["accounts"] as const,
  auditLog: (filter: AuditFilter) => ["audit", filter] as const,
  worklist: (filter: PhotoFilter) => ["photos", "list", filter] as const,
  photo: (photoId: PhotoId) => ["photos", "one", photoId] as const,
  /** Not below `photos`: a heatmap never changes. */
  heatmap: (analysisId: AnalysisId) => ["heatmap", analysisId] as const,
  patientList: (search: string) => ["patients", "list", search] as const,
  patientMatches: (search: string) => ["patients", "matches", search] as const,
  lesions: (patientId: PatientId) => ["lesions", "list", patientId] as const,
  patient: (patientId: PatientId) => ["patients", "one", patientId] as const,
};
