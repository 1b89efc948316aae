import { locale } from "./dates";

/** A whole number, its thousands set apart as the locale does. */
export function countText(count: number): string {
  return new Intl.NumberFormat(locale()).format(count);
}
