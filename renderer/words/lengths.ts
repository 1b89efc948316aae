import { locale } from "./dates";

/** Narrow and unbreakable, so that number and unit stay together. */
const GAP = "\u202f";

/** A length on skin to a tenth of a millimetre: no one draws a line more exactly. */
export function millimetreText(millimetres: number): string {
  return `${tenths(millimetres, "auto")}${GAP}mm`;
}

/** How much longer or shorter, always with its sign. */
export function growthText(millimetres: number): string {
  // A hyphen is easily overlooked.
  return `${tenths(millimetres, "exceptZero").replace("-", "\u2212")}${GAP}mm`;
}

/** A score with one decimal. */
export function scoreText(score: number): string {
  return tenths(score, "auto");
}

function tenths(value: number, signDisplay: "auto" | "exceptZero"): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay,
  }).format(value);
}
