import i18next from "i18next";
import { useTranslation } from "react-i18next";
import { languageOf, type Language } from "../../electron/domain/language";

/** Beside the colour scheme, which Mantine keeps in the same place. */
const STORAGE_KEY = "lentigo-language";

/** What was chosen on this computer; else the system's. */
export function firstLanguage(): Language {
  return languageOf(localStorage.getItem(STORAGE_KEY) ?? navigator.language);
}

/** The language that is spoken now. */
export function useLanguage(): Language {
  return languageOf(useTranslation().i18n.language);
}

/** Speaks it at once, and on this computer from now on. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(STORAGE_KEY, language);
  void i18next.changeLanguage(language);
}
