import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import type { SplitOutputs } from "../../../electron/training/measureModel";

/**
 * What a network says of so many photos, the classes in turn: of one in nine something wrong, of one
 * in ten that it is unlike any.
 *
 * @param sure how far the class that it names is ahead
 */
export function answered(count: number, sure: number): SplitOutputs {
  return Array.from({ length: count }, (_, index) => {
    const label = index % DIAGNOSES.length;
    const named = index % 9 === 4 ? (label + 1) % DIAGNOSES.length : label;
    return {
      label,
      lesionId: `lesion ${String(index)}`,
      age: 40 + (index % 30),
      sex: "female",
      site: index % 2 === 0 ? "back" : null,
      logits: DIAGNOSES.map((_name, place) => (place === named ? sure : 0)),
      features: [[0, index % 10 === 0 ? 3 : 1]],
    };
  });
}
