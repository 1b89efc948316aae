import type { TFunction } from "i18next";
import type { AuditPage } from "../../../electron/contract/session";
import { countText } from "../../words/counts";
import { momentText } from "../../words/dates";

type Details = AuditPage["entries"][number]["details"];
type Value = Details[string];

/** What belongs to an entry of the audit log, in words: "role: Clinician, disabled: no". */
export function auditDetailText(t: TFunction, details: Details): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => {
      const label = wordOf(t, `names.${name}`) ?? name;
      return `${label}: ${valueText(t, name, value)}`;
    })
    .join(", ");
}

function valueText(t: TFunction, name: string, value: Value): string {
  if (typeof value === "boolean") return t(value ? "auditDetails.yes" : "auditDetails.no");
  if (typeof value === "number") return countText(value);
  const text = String(value);
  if (name === "last") return momentText(text);
  if (/^[0-9a-f-]{32,}$/.test(text)) return text.slice(0, 8);
  return wordOf(t, `values.${name}.${text}`) ?? text;
}

/** Null: people wrote it, or a later version did. */
function wordOf(t: TFunction, key: string): string | null {
  return t(`auditDetails.${key}` as "auditDetails.yes", { defaultValue: "" }) || null;
}
