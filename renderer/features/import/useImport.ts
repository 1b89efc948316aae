import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { MAX_TABLE_BYTES, type ColumnMapping } from "../../../electron/contract/imports";
import type { DuplicatePolicy } from "../../../electron/domain/patientTable/fields";
import { call } from "../../api/client";
import { RequestFailure } from "../../api/failure";

/** Tells from elsewhere whether an import is under way. */
export const IMPORT_KEY = ["import"] as const;

interface ChosenTable {
  /** Tells apart tables that were chosen one after the other. */
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A table on its way in: the file, what its columns mean, what would happen.
 *
 * @param first the file to begin with; null: none is chosen yet
 */
export function useImport(first: File | null) {
  const [table, setTable] = useState<ChosenTable | null>(null);
  const [mapping, setMapping] = useState<ColumnMapping | null>(null);
  const [duplicates, setDuplicates] = useState<DuplicatePolicy>("skip");
  const [refusal, setRefusal] = useState<Error | null>(null);
  /** The file that was chosen last: one that is read for longer does not take its place. */
  const latest = useRef<File>(null);
  const bytes = table?.bytes ?? new Uint8Array();

  const preview = useQuery({
    queryKey: [...IMPORT_KEY, table?.id, mapping, duplicates],
    queryFn: () => call("patients.importPreview", { bytes, mapping, duplicates }),
    enabled: table !== null,
    placeholderData: keepPreviousData,
    // Patients' data stays no longer than the dialog.
    gcTime: 0,
  });
  const run = useMutation({
    mutationKey: IMPORT_KEY,
    mutationFn: () =>
      call("patients.import", { bytes, mapping: preview.data?.mapping ?? mapping, duplicates }),
  });

  const choose = (file: File | null): void => {
    if (!file) return;
    latest.current = file;
    run.reset();
    setMapping(null);
    if (file.size > MAX_TABLE_BYTES) {
      const details = { limit: MAX_TABLE_BYTES / 1024 / 1024 };
      setTable(null);
      setRefusal(new RequestFailure({ code: "import.too-large", details }));
      return;
    }
    const read = async (): Promise<void> => {
      const content = new Uint8Array(await file.arrayBuffer());
      if (latest.current !== file) return;
      setRefusal(null);
      setTable({ id: crypto.randomUUID(), name: file.name, bytes: content });
    };
    read().catch(() => {
      if (latest.current !== file) return;
      setTable(null);
      setRefusal(new RequestFailure({ code: "import.unreadable", details: {} }));
    });
  };

  const begin = useEffectEvent(() => {
    choose(first);
  });
  useEffect(() => {
    // Not within the effect: it would render twice.
    queueMicrotask(begin);
    return cancel;
  }, []);

  return {
    table,
    preview,
    run,
    duplicates,
    setDuplicates,
    setMapping,
    choose,
    cancel,
    failure: refusal ?? preview.error ?? run.error,
  };
}

/** Ends what main does with the table; without one under way, nothing happens. */
function cancel(): void {
  void call("patients.cancelImport", {});
}
