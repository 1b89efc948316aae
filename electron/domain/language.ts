/** The languages that the window speaks. */
export const LANGUAGES = ["en", "de"] as const;

export type Language = (typeof LANGUAGES)[number];

/** The language of a locale such as "de-AT"; English where it is none of ours. */
export function languageOf(locale: string): Language {
  const [language] = locale.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((each) => each === language) ?? "en";
}
