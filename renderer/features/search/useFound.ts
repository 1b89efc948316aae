import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Lesion, PatientSummary } from "../../../electron/contract/shapes";
import { awaitsFirstAnswer } from "../../api/awaitsFirstAnswer";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import type { HelpPage } from "../frame/HelpDialogs";
import { useLesions } from "../lesions/useLesions";
import { isMatch } from "./matching";
import { useCommands, type Command } from "./useCommands";

const SHOWN_PATIENTS = 8;
const PAUSE_MS = 120;

export interface Found {
  /** What was searched for. */
  readonly search: string;
  readonly patients: readonly PatientSummary[];
  /** All who match, shown or not. */
  readonly total: number;
  /** Those of the patient, where only one matches. */
  readonly lesions: readonly Lesion[];
  readonly commands: readonly Command[];
  readonly error: Error | null;
  /** True while this is what an earlier text found. */
  readonly isPending: boolean;
}

/** The option that leads to all who match. */
export const ALL = "all";

/** Every option, in the order in which they are shown. */
export function optionsOf({
  patients,
  total,
  lesions,
  commands,
}: Pick<Found, "patients" | "total" | "lesions" | "commands">): string[] {
  return [
    ...patients.map(({ id }) => id),
    ...(total > patients.length ? [ALL] : []),
    ...lesions.map(({ id }) => id),
    ...commands.map(({ id }) => id),
  ];
}

/** Patients, their lesions and commands for what is typed; only commands where nothing is. */
export function useFound(typed: string, showHelp: (page: HelpPage) => void): Found {
  const wanted = typed.trim();
  const [search] = useDebouncedValue(wanted, PAUSE_MS);
  const isSearching = search !== "";
  const commands = useCommands(showHelp);
  const matches = useQuery({
    queryKey: queryKeys.patientMatches(search, SHOWN_PATIENTS),
    queryFn: () => call("patients.list", { search, limit: SHOWN_PATIENTS, offset: 0 }),
    enabled: isSearching,
    placeholderData: keepPreviousData,
  });
  const { patients, total } = (isSearching && matches.data) || { patients: [], total: 0 };
  const [only] = total === 1 ? patients : [];
  const lesions = useLesions(only?.id ?? null);
  return {
    search,
    patients,
    total,
    lesions: lesions.data?.filter(({ archivedAt }) => archivedAt === null) ?? [],
    commands: commands.filter(({ label }) => isMatch(label, search)),
    error: isSearching ? matches.error : null,
    isPending:
      wanted !== search ||
      (isSearching && (awaitsFirstAnswer(matches) || awaitsFirstAnswer(lesions))),
  };
}
