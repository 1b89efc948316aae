import { runApart } from "./apart";

/** Makes a clinic with photos that were decided about, as `fillWithDecidedPhotos` does. */
export function fillDecidedClinic(folder: string, casesPerMonth: readonly number[]): void {
  runApart("tests/fixtures/decidedPhotos", "fillWithDecidedPhotos", folder, casesPerMonth);
}
