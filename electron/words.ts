/** The words of both languages, as far as main speaks them itself. */
import de from "../resources/locales/de.json";
import en from "../resources/locales/en.json";
import { exportWordsOf } from "./workflows/exportWords";

export const WORDS = { en, de };
export const EXPORT_WORDS = { en: exportWordsOf(en), de: exportWordsOf(de) };
