import i18next from "i18next";
import { ageInYears } from "../../../electron/domain/patient";
import { calendarText, today } from "../../words/dates";

/** Date of birth with age, as words beside a name; empty where it is not known. */
export function birthText(dateOfBirth: string | null): string {
  if (dateOfBirth === null) return "";
  const date = calendarText(dateOfBirth);
  const age = ageInYears(dateOfBirth, today());
  return age === null
    ? i18next.t("assign.born", { date })
    : i18next.t("assign.bornAge", { date, age });
}
