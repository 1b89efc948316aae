import { locale } from "./dates";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** How long something may take, as exactly as an estimate can be told. */
export function roughDuration(seconds: number): string {
  if (seconds < 50) return inUnit(Math.max(5, roundTo(seconds, 5)), "second");
  if (seconds < 10 * MINUTE) return inUnit(Math.max(1, Math.round(seconds / MINUTE)), "minute");
  if (seconds < 90 * MINUTE) return inUnit(roundTo(seconds / MINUTE, 5), "minute");
  return inUnit(roundTo(seconds / HOUR, 0.5), "hour");
}

/** How long something took. */
export function exactDuration(seconds: number): string {
  if (seconds < MINUTE) return inUnit(Math.round(seconds), "second");
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 60) return inUnit(minutes, "minute");
  const rest = minutes % 60;
  const hours = inUnit(Math.floor(minutes / 60), "hour");
  return rest === 0 ? hours : `${hours} ${inUnit(rest, "minute")}`;
}

function inUnit(value: number, unit: "second" | "minute" | "hour"): string {
  const options = { style: "unit", unit, unitDisplay: "long" } as const;
  return new Intl.NumberFormat(locale(), options).format(value);
}

function roundTo(value: number, step: number): number {
  return Math.round(value / step) * step;
}
