import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "../../resources/locales/en.json";

/** Loads the words of the interface. */
export async function loadWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    // React escapes; a second escape would show in names such as O'Brien.
    interpolation: { escapeValue: false },
  });
}
