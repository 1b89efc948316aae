import type { ReportSubject } from "../../contract/reports";
import type { GatherOptions, Gathered } from "./body";
import { gatherCase } from "./gatherCase";
import { gatherCourse, gatherDay, gatherPatient } from "./gatherRecord";

/**
 * Reads what a report tells of its subject.
 *
 * @param withSimilar with similar confirmed cases, in a case report
 * @throws LentigoError `photo.missing`, `lesion.missing`, `patient.missing`, `report.empty`, or of
 * the vision process
 */
export async function gather(
  options: GatherOptions,
  subject: ReportSubject,
  withSimilar: boolean,
): Promise<Gathered> {
  switch (subject.kind) {
    case "case":
      return gatherCase(options, subject.photoId, withSimilar);
    case "course":
      return gatherCourse(options.store, subject.lesionId);
    case "patient":
      return gatherPatient(options.store, subject.patientId);
    case "day":
      return gatherDay(options.store, subject.day);
  }
}

/** True where two readings tell the same, whatever their pictures. */
export function tellTheSame(one: Gathered, other: Gathered): boolean {
  return factsOf(one) === factsOf(other);
}

/** Pictures are of photos, which never change. */
function factsOf({ body, patientId, lesionId }: Gathered): string {
  return JSON.stringify({ body, patientId, lesionId }, (_, value: unknown) =>
    value instanceof Uint8Array ? null : value,
  );
}
