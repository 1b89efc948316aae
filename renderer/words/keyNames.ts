import i18next from "i18next";

/** Keys such as "Ctrl O", by the names that the keyboards of the language carry. */
export function keyText(keys: string): string {
  return keys
    .replace("Ctrl", i18next.t("keyNames.ctrl"))
    .replace("Shift", i18next.t("keyNames.shift"))
    .replace("Enter", i18next.t("keyNames.enter"))
    .replace("Delete", i18next.t("keyNames.delete"));
}
