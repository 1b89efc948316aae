import type { Store } from "../store/open";
import { stepsInTurns, turnsUntil } from "../workflows/inTurns";
import type { HandlersOf } from "./handlers";

/** Asks where to, and writes; false where the person thought better of it. */
export type SaveFile = (name: string, content: string | Uint8Array) => Promise<boolean>;

/** The log read and verified; as a file, it is written like every other list. */
export function auditHandlers({
  store,
  ending,
}: {
  readonly store: Store;
  /** Aborted when the clinic is about to be locked. */
  readonly ending: AbortSignal;
}): Omit<HandlersOf<"audit">, "audit.export"> {
  return {
    "audit.list": ({ filter, limit, offset }) => store.audit.list(filter, limit, offset),
    "audit.verify": () => stepsInTurns(store.audit.verification(), turnsUntil(ending)),
  };
}
