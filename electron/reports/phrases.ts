/** Words, dates and numbers of reports, in the language of the report. */
import de from "../../resources/locales/de.json";
import en from "../../resources/locales/en.json";
import { fillWords } from "../contract/errorText";
import type { Language } from "../domain/language";
import { percent } from "../domain/percent";

const WORDS: Readonly<Record<Language, typeof en>> = { en, de };

/** With days before months and 24 hours, which are clear everywhere. */
const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", de: "de-DE" };

/** Narrow and unbreakable, so that number and unit stay together. */
const GAP = "\u202f";

type Values = Readonly<Record<string, string | number>>;

export interface Phrases {
  readonly words: typeof en;
  /** Words such as `Printed {{when}}`, with the values put in. */
  readonly fill: (words: string, values: Values) => string;
  /** The one or the other of two words by `count`, which is put in like the values. */
  readonly counted: (one: string, other: string, count: number, values?: Values) => string;
  readonly percent: (share: number) => string;
  /** A moment as date and time, in the time zone of this computer. */
  readonly moment: (iso: string) => string;
  /** The day of a moment, there. */
  readonly day: (iso: string) => string;
  /** A calendar date (YYYY-MM-DD). */
  readonly date: (calendarDate: string) => string;
  /** With one decimal. */
  readonly number: (value: number) => string;
  /** With two. */
  readonly hundredths: (value: number) => string;
  readonly millimetres: (value: number) => string;
}

export function phrasesOf(language: Language): Phrases {
  const locale = LOCALES[language];
  const momentFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const dateFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const withDecimals = (digits: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const [tenths, hundredths] = [withDecimals(1), withDecimals(2)];
  return {
    words: WORDS[language],
    fill: fillWords,
    counted: (one, other, count, values = {}) =>
      fillWords(count === 1 ? one : other, { ...values, count }),
    percent,
    moment: (iso) => momentFormat.format(new Date(iso)),
    day: (iso) => dayFormat.format(new Date(iso)),
    date: (calendarDate) => dateFormat.format(new Date(`${calendarDate}T00:00:00Z`)),
    number: (value) => tenths.format(value),
    hundredths: (value) => hundredths.format(value),
    millimetres: (value) => `${tenths.format(value)}${GAP}mm`,
  };
}
