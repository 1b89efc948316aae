import { useIsMutating } from "@tanstack/react-query";
import { createContext, use, useState, type ReactNode } from "react";
import { useNavigation } from "../frame/navigation";
import { ImportDialog } from "../import/ImportDialog";
import { IMPORT_KEY } from "../import/useImport";
import { PatientDialog } from "./PatientDialog";

interface PatientEntry {
  /** Opens the form for a new patient, and the patient afterwards. */
  readonly register: () => void;
  /** Opens the import of a table of patients: of this one, or one that is chosen there (null). */
  readonly importTable: (file: File | null) => void;
  /** True while that dialog is open, and would take another table. */
  readonly awaitsTable: boolean;
}

type EntryDialog =
  | { readonly kind: "form" }
  | { readonly kind: "import"; readonly file: File | null; readonly number: number };

const PatientEntryContext = createContext<PatientEntry | null>(null);

/** The ways into the clinic's list, from whichever screen. */
export function PatientEntryProvider({ children }: { readonly children: ReactNode }) {
  const { go } = useNavigation();
  const [dialog, setDialog] = useState<EntryDialog | null>(null);
  const isWriting = useIsMutating({ mutationKey: IMPORT_KEY }) > 0;
  const close = (): void => {
    setDialog(null);
  };
  const register = (): void => {
    setDialog({ kind: "form" });
  };
  const importTable = (file: File | null): void => {
    setDialog((before) => ({
      kind: "import",
      file,
      number: before?.kind === "import" ? before.number + 1 : 0,
    }));
  };
  const awaitsTable = dialog?.kind === "import" && !isWriting;
  return (
    <PatientEntryContext value={{ register, importTable, awaitsTable }}>
      {children}
      {dialog?.kind === "form" && (
        <PatientDialog
          patient={null}
          onClose={close}
          onSaved={({ id }) => {
            go({ room: "patient", patientId: id });
          }}
        />
      )}
      {dialog?.kind === "import" && (
        <ImportDialog
          // Another table begins anew.
          key={dialog.number}
          file={dialog.file}
          onClose={close}
          onImported={() => {
            go({ room: "patients" });
          }}
        />
      )}
    </PatientEntryContext>
  );
}

export function usePatientEntry(): PatientEntry {
  const entry = use(PatientEntryContext);
  if (!entry) throw new Error("usePatientEntry outside PatientEntryProvider");
  return entry;
}
