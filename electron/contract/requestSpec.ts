import type * as z from "zod";
import type { Role } from "../domain/role";

/** What the table of requests says of each. */
export interface RequestSpec {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Who may ask; `anyone`: also while nobody is signed in. */
  readonly roles: readonly Role[] | "anyone";
}
