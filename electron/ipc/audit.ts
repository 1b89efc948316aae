import type { Store } from "../store/open";
import type { RecordedChange } from "../workflows/recordedChange";
import { auditTable } from "../workflows/auditTable";
import type { HandlersOf } from "./handlers";

/** Asks where to, and writes; false where the person thought better of it. */
export type SaveFile = (name: string, content: string | Uint8Array) => Promise<boolean>;

export interface AuditHandlerOptions {
  readonly store: Store;
  readonly recorded: RecordedChange;
  readonly saveFile: SaveFile;
}

export function auditHandlers({
  store,
  recorded,
  saveFile,
}: AuditHandlerOptions): HandlersOf<"audit"> {
  return {
    "audit.list": ({ filter, limit, offset }) => store.audit.list(filter, limit, offset),
    "audit.verify": () => store.audit.verify(),
    "audit.export": async ({ filter }) => {
      const { total, entries } = store.audit.list(filter, Number.MAX_SAFE_INTEGER, 0);
      const saved = await saveFile("audit-log.csv", auditTable(entries));
      if (saved) recorded("log.exported", null, () => undefined, { entries: total });
      return { saved };
    },
  };
}
