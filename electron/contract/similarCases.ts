/** Earlier photos of the clinic's own, with a known outcome, that look most like one. */
import * as z from "zod";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";
import { PhotoId, PhotoSummary } from "./shapes";

export const SimilarCases = z.object({
  /** The most similar first; empty where there are too few to choose from. */
  cases: z.array(
    z.object({
      photo: PhotoSummary,
      /** Cosine similarity of what the network saw in both, -1 to 1. */
      similarity: z.number().min(-1).max(1),
    }),
  ),
  /** Confirmed photos, assessed by the same model version, of other patients and lesions. */
  confirmed: z.int(),
  /** So many are needed before the nearest of them say anything. */
  needed: z.int(),
});
export type SimilarCases = z.output<typeof SimilarCases>;

export const similarCaseRequests = {
  "photos.similar": {
    input: z.strictObject({ photoId: PhotoId }),
    output: SimilarCases,
    roles: ROLES,
  },
} satisfies Record<string, RequestSpec>;
