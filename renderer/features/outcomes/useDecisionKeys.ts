import { DIAGNOSES, type Diagnosis } from "../../../electron/domain/diagnosis";
import { useShortcuts, type Shortcuts } from "../../ui/useShortcuts";

/**
 * Enter confirms, 1 to 7 name a diagnosis in the order of `DIAGNOSES`, 0 says that nobody can
 * tell. A key that is held down decides once: the next photo is not looked at yet.
 *
 * @param decide null while nothing can be recorded
 * @param leading what Enter confirms; null: nothing
 */
export function useDecisionKeys(
  decide: ((diagnosis: Diagnosis | null) => void) | null,
  leading: Diagnosis | null,
): void {
  const once =
    (diagnosis: Diagnosis | null) =>
    (event: KeyboardEvent): void => {
      if (!event.repeat) decide?.(diagnosis);
    };
  const digits = Object.fromEntries(
    DIAGNOSES.map((diagnosis, place) => [String(place + 1), once(diagnosis)]),
  );
  const keys: Shortcuts = {
    ...digits,
    "0": once(null),
    ...(leading === null ? {} : { enter: once(leading) }),
  };
  useShortcuts(decide === null ? {} : keys);
}
