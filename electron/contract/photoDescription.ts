/** What people say of a photo: its kind, notes, its scale, the largest diameter, the ABCD checklist. */
import * as z from "zod";
import { ABCD_COLOURS, ABCD_STRUCTURES, MOST_ASYMMETRY, MOST_BORDER } from "../domain/abcdRule";
import { LEAST_PIXELS_PER_MM, MOST_PIXELS_PER_MM } from "../domain/measure";
import { PHOTO_KINDS } from "../domain/photoKind";

const point = z.strictObject({ x: z.number().min(0), y: z.number().min(0) });

/** Pixels of the photo; main refuses a line that leaves it. */
export const PhotoLine = z.strictObject({ from: point, to: point });

/** Each name once: the rule counts them. */
const seen = <Name extends string>(names: readonly Name[]) =>
  z.array(z.enum(names)).refine((chosen) => new Set(chosen).size === chosen.length);

export const AbcdChecklist = z.strictObject({
  asymmetry: z.int().min(0).max(MOST_ASYMMETRY).nullable(),
  border: z.int().min(0).max(MOST_BORDER).nullable(),
  colours: seen(ABCD_COLOURS),
  structures: seen(ABCD_STRUCTURES),
});

const notes = z.string().max(10_000);
const pixelsPerMm = z.number().min(LEAST_PIXELS_PER_MM).max(MOST_PIXELS_PER_MM).nullable();

const kind = z.enum(PHOTO_KINDS);

export const PhotoDescription = z.object({
  notes,
  kind,
  /** Null: nobody has set the scale. */
  pixelsPerMm,
  /** The line over the lesion's largest diameter; null: not measured. */
  diameter: PhotoLine.nullable(),
  /** The clinician's own reckoning; null: not filled in. */
  abcd: AbcdChecklist.nullable(),
});
export type PhotoDescription = z.output<typeof PhotoDescription>;

/** What is not named stays as it is. */
export const DescriptionChange = z.strictObject({
  notes: notes.optional(),
  kind: kind.optional(),
  pixelsPerMm: pixelsPerMm.optional(),
  diameter: PhotoLine.nullable().optional(),
});
export type DescriptionChange = z.output<typeof DescriptionChange>;
