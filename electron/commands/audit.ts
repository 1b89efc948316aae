import type { AuditVerdict } from "../contract/session";
import { inClinic, type ClinicAccess } from "./clinic";

export interface AuditCommand {
  readonly access: ClinicAccess;
  /** One JSON object in place of a sentence. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** What a fault is in a sentence's words; the window has its own. */
const FAULTS = {
  changed: "was changed",
  gap: "is missing or out of order",
  cut: "and all after it were cut off",
  head: "is not what the seal outside says",
  recorded: "records a fault that an earlier start found",
} as const satisfies Record<Extract<AuditVerdict, { intact: false }>["fault"], string>;

/**
 * Reads the whole audit log and says whether it is whole.
 *
 * @returns exit status: 0 where it is, 1 where it is not
 */
export function verifyAudit({ access, json, print }: AuditCommand): Promise<number> {
  return inClinic(access, "audit.verify", ({ store }) => {
    // This shape is documented; scripts rely on it.
    const verdict: AuditVerdict = store.audit.verify();
    print(json ? JSON.stringify(verdict) : sentence(verdict));
    return verdict.intact ? 0 : 1;
  });
}

function sentence(verdict: AuditVerdict): string {
  if (verdict.intact) return `The audit log is whole: ${verdict.entries} entries.`;
  return `The audit log is not whole: entry ${verdict.sequence} ${FAULTS[verdict.fault]}.`;
}
