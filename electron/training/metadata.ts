/**
 * What is known of a photo beside its pixels, as numbers that join the network's features: the age
 * standardised, the place on the body as one of the places of the training photos.
 */
import * as z from "zod";
import type { Photo } from "./dataset/photo";
import type { MetadataField } from "./recipes/recipe";

/** How the numbers are made; fitted on the training photos and stored with the model. */
export const MetadataEncoding = z.object({
  /** Null where the age is not used. */
  age: z
    .object({
      /** Years. The median stands for an age that is not known. */
      median: z.number(),
      mean: z.number(),
      deviation: z.number().positive(),
    })
    .nullable(),
  /** Places by name, the last of them for all others; null where they are not used. */
  sites: z.array(z.string()).nullable(),
});

export type MetadataEncoding = z.infer<typeof MetadataEncoding>;

/** Stands for a place that is not known, or that no training photo had. */
export const UNKNOWN_SITE = "unknown";

type Described = Pick<Photo, "age" | "site">;

export function fitMetadata(
  photos: readonly Described[],
  fields: readonly MetadataField[],
): MetadataEncoding {
  return {
    age: fields.includes("age") ? fitAge(photos) : null,
    sites: fields.includes("site") ? sitesOf(photos) : null,
  };
}

function fitAge(photos: readonly Described[]): NonNullable<MetadataEncoding["age"]> {
  const known = photos.flatMap(({ age }) => age ?? []).sort((a, b) => a - b);
  const middle = (known.length - 1) / 2;
  const median = ((known[Math.floor(middle)] ?? 0) + (known[Math.ceil(middle)] ?? 0)) / 2;
  const ages = photos.map(({ age }) => age ?? median);
  const mean = ages.reduce((sum, age) => sum + age, 0) / Math.max(1, ages.length);
  const squares = ages.reduce((sum, age) => sum + (age - mean) ** 2, 0) / Math.max(1, ages.length);
  // Photos of one age tell nothing; a unit keeps their number at 0.
  return { median, mean, deviation: squares > 0 ? Math.sqrt(squares) : 1 };
}

function sitesOf(photos: readonly Described[]): string[] {
  const named = new Set(photos.flatMap(({ site }) => site ?? []));
  named.delete(UNKNOWN_SITE);
  return [...[...named].sort(), UNKNOWN_SITE];
}

/** Numbers of one photo. */
export function metadataLength({ age, sites }: MetadataEncoding): number {
  return (age === null ? 0 : 1) + (sites?.length ?? 0);
}

/** @returns `metadataLength` numbers */
export function encodeMetadata({ age, sites }: MetadataEncoding, photo: Described): number[] {
  const years = photo.age ?? age?.median ?? 0;
  const named = photo.site !== null && sites?.includes(photo.site) === true;
  const site = named ? photo.site : UNKNOWN_SITE;
  return [
    ...(age === null ? [] : [(years - age.mean) / age.deviation]),
    ...(sites ?? []).map((name) => (name === site ? 1 : 0)),
  ];
}
