import i18next from "i18next";
import { lengthOf, millimetresOf } from "../../../electron/domain/measure";
import { millimetreText } from "../../words/lengths";
import type { Measuring } from "./measuring";

/** What stands beside the line: millimetres, or pixels while their size is being told. */
export function lineLabel({ mode, line }: Measuring, pixelsPerMm: number | null): string {
  const millimetres = mode === "scale" ? null : millimetresOf(line, pixelsPerMm);
  if (millimetres !== null) return millimetreText(millimetres);
  return i18next.t("measure.pixels", { count: Math.round(lengthOf(line)) });
}
