import type { TFunction } from "i18next";
import type { AuditPage } from "../../../electron/contract/session";
import { countText } from "../../words/counts";
import { momentText } from "../../words/dates";

type Details = AuditPage["entries"][number]["details"];
type Value = Details[string];

/** Values that have words elsewhere already. */
const WORDS_ELSEWHERE: Readonly<Record<string, (value: string) => string>> = {
  role: (value) => `roles.${value}`,
  recipe: (value) => `training.recipes.${value}.name`,
  purpose: (value) => `consents.purposes.${value}`,
};

/** What belongs to an entry of the audit log, in words: "role: Clinician, disabled: no". */
export function auditDetailText(t: TFunction, details: Details): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const label = wordOf(t, `auditDetails.names.${name}`) ?? name;
      return `${label}: ${valueText(t, name, value)}`;
    })
    .join(", ");
}

function valueText(t: TFunction, name: string, value: Value): string {
  if (typeof value === "boolean") return t(value ? "auditDetails.yes" : "auditDetails.no");
  if (typeof value === "number") return countText(value);
  const text = String(value);
  if (name === "last" || name === "issued") return momentText(text);
  if (/^[0-9a-f-]{32,}$/.test(text)) return text.slice(0, 8);
  const key = WORDS_ELSEWHERE[name]?.(text) ?? `auditDetails.values.${name}.${text}`;
  return wordOf(t, key) ?? text;
}

/** Null: people wrote it, or a later version did. */
function wordOf(t: TFunction, key: string): string | null {
  return t(key as "auditDetails.yes", { defaultValue: "" }) || null;
}
