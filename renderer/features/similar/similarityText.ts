import { locale } from "../../words/dates";

/** A cosine similarity with two decimals; no percent, as it is no probability. */
export function similarityText(similarity: number): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(similarity);
}
