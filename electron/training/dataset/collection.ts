/** Which public collection a data set is, where that can be told. */
import type { Dataset } from "./photo";

/** A collection whose origin and licence a model card can name. */
export type Collection = "HAM10000";

/**
 * HAM10000's layout is used by others as well, among them Lentigo's own research export; its photos
 * are told by the names that the ISIC Archive gave them.
 *
 * @returns null where the photos' origin is not known
 */
export function collectionOf({
  layout,
  photos,
}: Pick<Dataset, "layout" | "photos">): Collection | null {
  const named = photos.length > 0 && photos.every(({ imageId }) => /^ISIC_\d{7}$/.test(imageId));
  return layout === "ham10000" && named ? "HAM10000" : null;
}
