import { createContext, use, useState, type ReactNode } from "react";

interface PatientSearch {
  readonly search: string;
  readonly setSearch: (search: string) => void;
  /** Whether those are shown who are off the list. */
  readonly archived: boolean;
  readonly setArchived: (archived: boolean) => void;
}

const PatientSearchContext = createContext<PatientSearch | null>(null);

/** Keeps what was searched for, so that coming back from a patient finds the list as it was. */
export function PatientSearchProvider({ children }: { readonly children: ReactNode }) {
  const [search, setSearch] = useState("");
  const [archived, setArchived] = useState(false);
  return (
    <PatientSearchContext value={{ search, setSearch, archived, setArchived }}>
      {children}
    </PatientSearchContext>
  );
}

export function usePatientSearch(): PatientSearch {
  const value = use(PatientSearchContext);
  if (!value) throw new Error("usePatientSearch outside PatientSearchProvider");
  return value;
}
