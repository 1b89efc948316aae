import {
  IconChartDots3,
  IconLayoutDashboard,
  IconSettings,
  IconStack2,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import type { Place } from "./navigation";

interface Room {
  readonly key: "triage" | "patients" | "dashboard" | "models" | "settings";
  readonly icon: Icon;
  readonly holds: readonly Place["room"][];
}

/** The rooms of the window, as the rail and the search offer them. */
export const ROOMS: readonly Room[] = [
  { key: "triage", icon: IconStack2, holds: ["triage"] },
  { key: "patients", icon: IconUsers, holds: ["patients", "patient", "lesion"] },
  { key: "dashboard", icon: IconLayoutDashboard, holds: ["dashboard"] },
  { key: "models", icon: IconChartDots3, holds: ["models", "training"] },
  { key: "settings", icon: IconSettings, holds: ["settings"] },
];
