import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import de from "../../resources/locales/de.json";
import en from "../../resources/locales/en.json";
import { languageOf } from "../../electron/domain/language";
import { call } from "../api/client";
import { firstLanguage } from "./language";

/** Loads the words of the interface. */
export async function loadWords(): Promise<void> {
  // Screen readers take the voice, and the browser the hyphens, from the page's language; the
  // menu is main's.
  i18next.on("languageChanged", (language) => {
    document.documentElement.lang = language;
    void call("app.speak", { language: languageOf(language) });
  });
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    fallbackLng: "en",
    resources: { en: { translation: en }, de: { translation: de } },
    // React escapes; a second escape would show in names such as O'Brien.
    interpolation: { escapeValue: false },
  });
}
