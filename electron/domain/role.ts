/** Who uses the application; what each may do stands in the table of requests. */
export const ROLES = ["staff", "clinician", "admin"] as const;

export type Role = (typeof ROLES)[number];
