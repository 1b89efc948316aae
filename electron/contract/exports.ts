/** What leaves the clinic as files: lists, photos for research, results for other systems. */
import * as z from "zod";
import { DIAGNOSES } from "../domain/diagnosis";
import { LANGUAGES } from "../domain/language";
import { ROLES } from "../domain/role";
import { RESEARCH_LEFT_OUT } from "../domain/research";
import type { RequestSpec } from "./requestSpec";
import { LesionId, PhotoFilter, PhotoId } from "./shapes";

const count = z.int().min(0);
const Language = z.enum(LANGUAGES);

/** A list with the filters in force. */
export const ChosenList = z.discriminatedUnion("list", [
  z.strictObject({ list: z.literal("worklist"), filter: PhotoFilter }),
  z.strictObject({
    list: z.literal("patients"),
    search: z.string().max(200),
    archived: z.boolean(),
  }),
  /** Every analysis of a lesion's photos. */
  z.strictObject({ list: z.literal("course"), lesionId: LesionId }),
  z.strictObject({ list: z.literal("models") }),
]);
export type ChosenList = z.output<typeof ChosenList>;

/** Lines below the header that were written; null where the person thought better of it. */
export const WrittenLines = count.nullable();

/** The photos that research would get. */
export const ResearchPreview = z.object({
  photos: count,
  patients: count,
  lesions: count,
  classes: z.record(z.enum(DIAGNOSES), count),
  /** Of the labels: told by histology, by a clinician alone. */
  histology: count,
  clinical: count,
  /** Photos with an outcome that research would not get, by the first reason. */
  leftOut: z.array(z.object({ reason: z.enum(RESEARCH_LEFT_OUT), photos: count })),
});
export type ResearchPreview = z.output<typeof ResearchPreview>;

/** How far what is being written has come, 0 to 1. */
export const ExportProgress = z.object({ share: z.number().min(0).max(1) });
export type ExportProgress = z.output<typeof ExportProgress>;

const nothing = z.strictObject({});

export const exportRequests = {
  /** Asks where to and writes a list as CSV, its words in this language. */
  "exports.list": {
    input: z.strictObject({ chosen: ChosenList, language: Language }),
    output: WrittenLines,
    roles: ROLES,
  },
  "exports.researchPreview": { input: nothing, output: ResearchPreview, roles: ["admin"] },
  /**
   * Asks for a new folder and for a file of keys elsewhere, and writes photos without names, in
   * HAM10000's layout. Gives how many; null where the person thought better of it.
   */
  "exports.research": { input: nothing, output: count.nullable(), roles: ["admin"] },
  /** Gives up the list or photos being written; nothing of them is left. */
  "exports.cancel": { input: nothing, output: nothing, roles: ROLES },
  /**
   * Asks where to and writes what is known of a photo's case as a FHIR bundle. Gives false where
   * the person thought better of it.
   */
  "exports.fhir": {
    input: z.strictObject({ photoId: PhotoId, language: Language }),
    output: z.boolean(),
    roles: ROLES,
  },
} satisfies Record<string, RequestSpec>;
