/** Measures of model versions: finer than a probability, since they are compared. */
import i18next from "i18next";
import { locale } from "./dates";

/** Narrow and unbreakable, so that number and sign stay together. */
const GAP = "\u202f";

interface Ends {
  readonly low: number;
  readonly high: number;
}

/** A share, 0 to 1, to a tenth of a percent. */
export function measureText(share: number): string {
  return `${tenths(share * 100)}${GAP}%`;
}

export function measureIntervalText({ low, high }: Ends): string {
  return `${tenths(low * 100)} – ${tenths(high * 100)}${GAP}%`;
}

/** The difference of two shares in percentage points, always with its sign. */
export function pointsText(difference: number): string {
  return signed(difference * 100);
}

export function pointsIntervalText({ low, high }: Ends): string {
  return `${signed(low * 100)} ${i18next.t("common.to")} ${signed(high * 100)}`;
}

/** An area under a ROC curve, 0 to 1, to three digits. */
export function areaText(area: number): string {
  return thousandths(area, "auto");
}

export function areaIntervalText({ low, high }: Ends): string {
  return `${areaText(low)} – ${areaText(high)}`;
}

/** The difference of two such areas, always with its sign. */
export function areaDifferenceText(difference: number): string {
  // A hyphen is easily overlooked.
  return thousandths(difference, "exceptZero").replace("-", "\u2212");
}

/** A loss, or anything else that is no share: three significant digits. */
export function lossText(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumSignificantDigits: 3 }).format(value);
}

/** Bytes as far as somebody can use them. */
export function memoryText(bytes: number): string {
  const gigabytes = bytes / 1024 ** 3;
  return gigabytes < 1
    ? `${new Intl.NumberFormat(locale()).format(Math.round(bytes / 1024 ** 2))}${GAP}MB`
    : `${tenths(gigabytes)}${GAP}GB`;
}

function tenths(value: number): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}

function thousandths(value: number, signDisplay: "auto" | "exceptZero"): string {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 3,
    maximumFractionDigits: 3,
    signDisplay,
  }).format(value);
}

function signed(value: number): string {
  const text = new Intl.NumberFormat(locale(), {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  }).format(value);
  // A hyphen is easily overlooked.
  return text.replace("-", "\u2212");
}
