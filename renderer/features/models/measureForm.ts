import {
  areaDifferenceText,
  areaIntervalText,
  areaText,
  measureIntervalText,
  measureText,
  pointsText,
} from "../../words/measures";

/** How a measure, its interval and a difference of two are written. */
export interface MeasureForm {
  readonly textOf: (value: number) => string;
  readonly intervalOf: (ends: { readonly low: number; readonly high: number }) => string;
  readonly differenceOf: (difference: number) => string;
}

const SHARE: MeasureForm = {
  textOf: measureText,
  intervalOf: measureIntervalText,
  differenceOf: pointsText,
};

const AREA: MeasureForm = {
  textOf: areaText,
  intervalOf: areaIntervalText,
  differenceOf: areaDifferenceText,
};

const AREAS = ["macroAuc", "malignantAuc", "melanomaAuc"];

/** Shares stand in percent, areas under a curve as the numbers that papers give. */
export function formOf(measure: string): MeasureForm {
  return AREAS.includes(measure) ? AREA : SHARE;
}
