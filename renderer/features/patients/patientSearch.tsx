import { createContext, use, useState, type ReactNode } from "react";

interface PatientSearch {
  readonly search: string;
  readonly setSearch: (search: string) => void;
}

const PatientSearchContext = createContext<PatientSearch | null>(null);

/** Keeps what was searched for, so that coming back from a patient finds the list as it was. */
export function PatientSearchProvider({ children }: { readonly children: ReactNode }) {
  const [search, setSearch] = useState("");
  return <PatientSearchContext value={{ search, setSearch }}>{children}</PatientSearchContext>;
}

export function usePatientSearch(): PatientSearch {
  const value = use(PatientSearchContext);
  if (!value) throw new Error("usePatientSearch outside PatientSearchProvider");
  return value;
}
