/** Requests by which the window says that its camera dialog opens or closes. */
import * as z from "zod";
import { ROLES } from "../domain/role";
import type { RequestSpec } from "./requestSpec";

const nothing = z.strictObject({});

export const cameraRequests = {
  /** From now on the page may be given a picture (never sound) of a camera. */
  "camera.allow": { input: nothing, output: nothing, roles: ROLES },
  "camera.forbid": { input: nothing, output: nothing, roles: ROLES },
} satisfies Record<string, RequestSpec>;
