/** How the clinic wants photos taken in. */
import * as z from "zod";
import { fileNameRuleProblem, MAX_RULE_LENGTH } from "../domain/fileNameRule";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";

export const Settings = z.strictObject({
  /** Finds the patient's number in a photo's file name; empty: names say nothing. */
  fileNameRule: z
    .string()
    .trim()
    .max(MAX_RULE_LENGTH)
    .refine((rule) => rule === "" || fileNameRuleProblem(rule) === null),
});
export type Settings = z.output<typeof Settings>;

export const settingsRequests = {
  "settings.get": { input: z.strictObject({}), output: Settings, roles: ROLES },
  "settings.update": { input: Settings, output: Settings, roles: ["admin"] },
} satisfies Record<string, RequestSpec>;
