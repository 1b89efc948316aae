/** Whoever may not ask through the window asks main directly: every request of the contract. */
import { CHANNELS, requests, type Channel } from "../../electron/contract/requests";
import { NO_AUDIT_FILTER } from "../../electron/contract/session";
import type { Role } from "../../electron/domain/role";
import { ADMINISTRATOR, expect, test, type Clinic } from "./clinic";

const PEOPLE = [
  { name: "omar", fullName: "Omar Haddad", password: "rote Gummistiefel", role: "staff" },
  { name: "mara", fullName: "Dr. Mara Ibsen", password: "drei Tassen Kaffee", role: "clinician" },
] as const;

const notFor = (role: Role): Channel[] =>
  CHANNELS.filter((channel) => {
    const roles: readonly Role[] | "anyone" = requests[channel].roles;
    return roles !== "anyone" && !roles.includes(role);
  });

async function changeTo(
  { ask }: Clinic,
  { name, password }: { readonly name: string; readonly password: string },
): Promise<void> {
  await ask("session.lock", {});
  await ask("session.signIn", { name, password });
}

/** What main answers to an empty request of each channel. */
const answersTo = ({ window }: Clinic, channels: readonly Channel[]): Promise<string[]> =>
  window.evaluate((names) => {
    const { lentigo } = globalThis as unknown as {
      lentigo: { call(name: string, input: unknown): Promise<{ error?: { code: string } }> };
    };
    return Promise.all(
      names.map(async (name) => (await lentigo.call(name, {})).error?.code ?? "answered"),
    );
  }, channels);

test("staff and clinicians are refused every request that is not theirs, and the log has each", async ({
  clinic,
}) => {
  for (const person of PEOPLE) await clinic.ask("accounts.create", person);
  for (const person of PEOPLE) {
    const channels = notFor(person.role);
    expect(channels).toContain("accounts.resetPassword");
    await changeTo(clinic, person);
    const answers = await answersTo(clinic, channels);
    expect(new Set(answers)).toEqual(new Set(["request.forbidden"]));
  }

  await changeTo(clinic, ADMINISTRATOR);
  const filter = { ...NO_AUDIT_FILTER, action: "request.refused" } as const;
  const { entries } = await clinic.ask("audit.list", { filter, limit: 500, offset: 0 });
  for (const { fullName, role } of PEOPLE) {
    const told = entries.filter(({ accountName }) => accountName === fullName);
    expect(told.map(({ details }) => details["channel"]).sort()).toEqual(notFor(role).sort());
  }
  expect(await clinic.ask("audit.verify", {})).toMatchObject({ intact: true });
});

test("nobody signed in gets nothing of the clinic, by any request", async ({ clinic }) => {
  await clinic.ask("session.lock", {});
  const records = CHANNELS.filter((channel) => requests[channel].roles !== "anyone");
  const answers = await answersTo(clinic, records);
  expect(new Set(answers)).toEqual(new Set(["session.locked"]));
});
