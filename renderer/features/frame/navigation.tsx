import { createContext, use, useState, type ReactNode } from "react";
import type { ModelVersion } from "../../../electron/contract/models";
import type { LesionId, PatientId, PhotoId } from "../../../electron/contract/shapes";

/** All but the first and the archive are the administrators'. */
export const SETTINGS_SECTIONS = [
  "own",
  "clinic",
  "accounts",
  "archive",
  "backups",
  "research",
  "audit",
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/** Where in the window somebody is. */
export type Place =
  | { readonly room: "triage" }
  | { readonly room: "patients" }
  | { readonly room: "dashboard" }
  /** Without a version: the active one. */
  | { readonly room: "models"; readonly version?: ModelVersion }
  | { readonly room: "training" }
  | { readonly room: "settings"; readonly section?: SettingsSection }
  | { readonly room: "patient"; readonly patientId: PatientId }
  | {
      readonly room: "lesion";
      readonly patientId: PatientId;
      readonly lesionId: LesionId;
      /** The photo to begin with; null: the latest. */
      readonly photoId: PhotoId | null;
    };

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
