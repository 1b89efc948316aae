import { createContext, use, useState, type ReactNode } from "react";
import type { PatientId } from "../../../electron/contract/shapes";

/** Where in the window somebody is. */
export type Place =
  | { readonly room: "triage" }
  | { readonly room: "patients" }
  | { readonly room: "patient"; readonly patientId: PatientId };

interface Navigation {
  readonly place: Place;
  readonly go: (place: Place) => void;
}

const NavigationContext = createContext<Navigation | null>(null);

export function NavigationProvider({ children }: { readonly children: ReactNode }) {
  const [place, go] = useState<Place>({ room: "triage" });
  return <NavigationContext value={{ place, go }}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (!navigation) throw new Error("useNavigation outside NavigationProvider");
  return navigation;
}
