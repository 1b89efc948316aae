import { createHash } from "node:crypto";
import type { Dataset } from "./photo";

/** sha256 over names, labels and splits in the order of names: says which data a model has seen. */
export function datasetFingerprint({ photos }: Pick<Dataset, "photos">): string {
  const lines = photos.map(({ imageId, lesionId, className, split }) =>
    [imageId, lesionId ?? "", className, split ?? ""].join(),
  );
  return createHash("sha256").update(lines.sort().join("\n")).digest("hex");
}
