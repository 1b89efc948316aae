/** Where a model's photos come from, in words for its card. */
import type { SplitRecord } from "../vision/network/modelFolder";

/** @param split undefined: HAM10000 and its own split */
export function dataInWords(split: SplitRecord | undefined): string {
  return `${sourceOf(split)}, ${divisionOf(split)}`;
}

/** Versions from before the collection was looked for learned from no other data in this layout. */
export function isHam10000(split: SplitRecord | undefined): boolean {
  if (split === undefined) return true;
  return split.collection === undefined
    ? split.layout === "ham10000"
    : split.collection === "HAM10000";
}

function sourceOf(split: SplitRecord | undefined): string {
  if (split === undefined || isHam10000(split)) {
    return "HAM10000 (ViDIR Group, Department of Dermatology, Medical University of Vienna; Cliff Rosendahl, University of Queensland)";
  }
  switch (split.layout) {
    case "ham10000":
      return "Photos in the layout of HAM10000";
    case "isic":
      return "Photos in the layout of the ISIC Archive";
    default:
      return "Photos sorted into class folders";
  }
}

function divisionOf(split: SplitRecord | undefined): string {
  if (split?.rule === "published") {
    return split.by === "given"
      ? "divided as the published system divided its photos, by their folders"
      : `divided as the published system divided its photos, by ${split.by}`;
  }
  const by = split?.by ?? "given";
  switch (by) {
    case "given":
      return "divided as the data say, lesions kept together where they are named";
    case "image":
      return "divided by photo";
    default:
      return `divided so that no ${by} is in two parts`;
  }
}

/** What the photos' licence lets people do with weights that were learned from them. */
export function licenceOf(split: SplitRecord | undefined): string {
  if (!isHam10000(split)) {
    return "What may be done with the photos, and with these weights, the owners of the photos say.";
  }
  return `Photos and therefore these weights are under **CC BY-NC 4.0**. In plain words: you may use, share
and change them if you name the source, and only where the use is not primarily intended for
commercial advantage or payment. Research, teaching and trying it out are fine; selling it, or
running it as part of a paid service, is not, unless the owners of the photos allow it. A model for
such use must be trained on other photos, which Lentigo can do.`;
}
