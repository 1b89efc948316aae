/** How a command gets into a clinic. */
import type { ClinicAccess } from "../commands/clinic";

/** What every command takes that works in a clinic. */
export const CLINIC_OPTIONS = {
  clinic: { type: "string" },
  user: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

export async function clinicAccess(values: {
  readonly clinic?: string | undefined;
  readonly user?: string | undefined;
}): Promise<ClinicAccess> {
  const { clinicFolder, givenPassword } = await import("../commands/clinic");
  return {
    folder: values.clinic ?? clinicFolder(),
    user: values.user ?? null,
    password: givenPassword,
  };
}
