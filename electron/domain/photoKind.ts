/** How a lesion was photographed: through a dermatoscope, or with a camera alone. */
export const PHOTO_KINDS = ["dermoscopy", "clinical"] as const;

export type PhotoKind = (typeof PHOTO_KINDS)[number];
