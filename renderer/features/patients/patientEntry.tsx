import { createContext, use, useState, type ReactNode } from "react";
import { useNavigation } from "../frame/navigation";
import { ImportDialog } from "../import/ImportDialog";
import { PatientDialog } from "./PatientDialog";

interface PatientEntry {
  /** Opens the form for a new patient, and the patient afterwards. */
  readonly register: () => void;
  /** Opens the import of a table of patients. */
  readonly importTable: () => void;
}

const PatientEntryContext = createContext<PatientEntry | null>(null);

/** The ways into the clinic's list, from whichever screen. */
export function PatientEntryProvider({ children }: { readonly children: ReactNode }) {
  const { go } = useNavigation();
  const [dialog, setDialog] = useState<"form" | "import" | null>(null);
  const close = (): void => {
    setDialog(null);
  };
  const register = (): void => {
    setDialog("form");
  };
  const importTable = (): void => {
    setDialog("import");
  };
  return (
    <PatientEntryContext value={{ register, importTable }}>
      {children}
      {dialog === "form" && (
        <PatientDialog
          patient={null}
          onClose={close}
          onSaved={({ id }) => {
            go({ room: "patient", patientId: id });
          }}
        />
      )}
      {dialog === "import" && <ImportDialog onClose={close} />}
    </PatientEntryContext>
  );
}

export function usePatientEntry(): PatientEntry {
  const entry = use(PatientEntryContext);
  if (!entry) throw new Error("usePatientEntry outside PatientEntryProvider");
  return entry;
}
