/** Who works with the clinic: signing in and out, accounts, the audit log. */
import * as z from "zod";
import { AUDIT_ACTIONS } from "../domain/audit";
import { LANGUAGES } from "../domain/language";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "../domain/password";
import { ROLES } from "../domain/role";
import { WrittenLines } from "./exports";
import type { RequestSpec } from "./requestSpec";

export const AccountId = z.uuid().brand("AccountId");
export type AccountId = z.output<typeof AccountId>;

const SignInName = z.string().trim().min(1).max(64);
/** One that is typed to prove who somebody is: an old one may be shorter than new ones must be. */
const GivenPassword = z.string().min(1).max(MAX_PASSWORD_LENGTH);
const NewPassword = z.string().min(MIN_PASSWORD_LENGTH).max(MAX_PASSWORD_LENGTH);
/** A PNG for letterheads as a data URL, at most 300 kB; null: none. */
const Logo = z
  .string()
  .max(400_000)
  .regex(/^data:image\/png;base64,iVBORw0KGgo[A-Za-z0-9+/]+=*$/)
  .nullable();
const ClinicName = z.string().trim().min(1).max(120);

/** Lines of an address that fit beside a logo. */
export const MAX_ADDRESS_LINES = 6;
const Address = z
  .string()
  .trim()
  .max(400)
  .refine((address) => address.split("\n").length <= MAX_ADDRESS_LINES);
/** As letterheads print it; dialled and written to by people, so of any form. */
const ContactLine = z.string().trim().max(120);

export const Account = z.object({
  id: AccountId,
  /** As it is typed at sign-in. */
  name: z.string(),
  /** As it stands beside decisions; may be empty. */
  fullName: z.string(),
  role: z.enum(ROLES),
  createdAt: z.iso.datetime(),
  /** Since when nobody can sign in with it; null while somebody can. */
  disabledAt: z.iso.datetime().nullable(),
});
export type Account = z.output<typeof Account>;

const NewAccount = z.strictObject({
  name: SignInName,
  fullName: z.string().trim().max(200),
  role: z.enum(ROLES),
});
export type NewAccount = z.output<typeof NewAccount>;

export const SessionState = z.discriminatedUnion("state", [
  /** No accounts yet. `hasRecords`: the clinic was used before there were accounts. */
  z.object({ state: z.literal("new"), hasRecords: z.boolean() }),
  z.object({
    state: z.literal("locked"),
    /** Null until somebody has signed in since the start: it is inside the encrypted store. */
    clinicName: z.string().nullable(),
    /** Who was signed in last since the start, as typed at sign-in. */
    lastName: z.string().nullable(),
    /** Seconds until the next attempt is looked at; 0: now. */
    waitSeconds: z.int().min(0),
  }),
  z.object({
    state: z.literal("open"),
    clinicName: z.string(),
    account: Account.pick({ id: true, name: true, fullName: true, role: true }),
    /** The demo clinic: nothing in it is real, and nobody needs a password. */
    demo: z.boolean(),
  }),
]);
export type SessionState = z.output<typeof SessionState>;

export const ClinicSettings = z.strictObject({
  name: ClinicName,
  logo: Logo,
  /** Of the letterhead, like phone and mail; empty: left out. */
  address: Address,
  phone: ContactLine,
  mail: ContactLine,
  /** Minutes without a key or a pointer after which the clinic locks itself. */
  lockAfterMinutes: z.int().min(1).max(120),
});
export type ClinicSettings = z.output<typeof ClinicSettings>;

const AuditEntry = z.object({
  sequence: z.int(),
  at: z.iso.datetime(),
  accountName: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  hash: z.string(),
});

const AuditFilter = z.strictObject({
  accountId: AccountId.nullable(),
  action: z.enum(AUDIT_ACTIONS).nullable(),
  subject: z.uuid().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime().nullable(),
});
export type AuditFilter = z.output<typeof AuditFilter>;

/** The whole log. */
export const NO_AUDIT_FILTER: AuditFilter = {
  accountId: null,
  action: null,
  subject: null,
  from: null,
  to: null,
};

const AuditPage = z.object({ total: z.int(), entries: z.array(AuditEntry) });
export type AuditPage = z.output<typeof AuditPage>;

export const AUDIT_FAULTS = ["changed", "gap", "cut", "head", "recorded"] as const;

const AuditVerdict = z.discriminatedUnion("intact", [
  z.object({ intact: z.literal(true), entries: z.int() }),
  z.object({
    intact: z.literal(false),
    entries: z.int(),
    sequence: z.int(),
    fault: z.enum(AUDIT_FAULTS),
  }),
]);
export type AuditVerdict = z.output<typeof AuditVerdict>;

const nothing = z.strictObject({});
const RecoveryKey = z.object({ recoveryKey: z.string() });

export const sessionRequests = {
  "session.state": { input: nothing, output: SessionState, roles: "anyone" },
  /** Founds the clinic with its first administrator; only where there are no accounts. */
  "session.setUp": {
    input: z.strictObject({
      clinicName: ClinicName,
      logo: Logo.default(null),
      name: SignInName,
      fullName: z.string().trim().max(200),
      password: NewPassword,
    }),
    output: RecoveryKey,
    roles: "anyone",
  },
  "session.signIn": {
    input: z.strictObject({ name: SignInName, password: GivenPassword }),
    output: SessionState,
    roles: "anyone",
  },
  /** Gives an administrator a new password, by the recovery key, and signs in. */
  "session.recover": {
    input: z.strictObject({
      recoveryKey: z.string().max(200),
      name: SignInName,
      password: NewPassword,
    }),
    output: SessionState,
    roles: "anyone",
  },
  "session.lock": { input: nothing, output: SessionState, roles: "anyone" },
  /** Somebody used a key or the pointer: the clinic stays open. */
  "session.touch": { input: nothing, output: nothing, roles: "anyone" },
  "session.changePassword": {
    input: z.strictObject({ password: GivenPassword, next: NewPassword }),
    output: nothing,
    roles: ROLES,
  },
  /** Opens the demo clinic, which fills itself on the first visit. */
  "session.enterDemo": { input: nothing, output: SessionState, roles: "anyone" },
  /** Leaves the demo clinic and removes all of it. */
  "session.removeDemo": { input: nothing, output: SessionState, roles: "anyone" },

  "accounts.list": { input: nothing, output: z.array(Account), roles: ["admin"] },
  "accounts.create": {
    input: NewAccount.extend({ password: NewPassword }),
    output: Account,
    roles: ["admin"],
  },
  /** Renames, changes the role, closes the account or opens it again. */
  "accounts.update": {
    input: NewAccount.extend({ accountId: AccountId, disabled: z.boolean() }),
    output: Account,
    roles: ["admin"],
  },
  "accounts.resetPassword": {
    input: z.strictObject({ accountId: AccountId, password: NewPassword }),
    output: nothing,
    roles: ["admin"],
  },
  /** Makes a new recovery key; the one before opens nothing any more. */
  "accounts.renewRecoveryKey": {
    input: z.strictObject({ password: GivenPassword }),
    output: RecoveryKey,
    roles: ["admin"],
  },

  "clinic.settings": { input: nothing, output: ClinicSettings, roles: ROLES },
  "clinic.update": { input: ClinicSettings, output: ClinicSettings, roles: ["admin"] },

  "audit.list": {
    input: z.strictObject({
      filter: AuditFilter,
      limit: z.int().min(1).max(500),
      offset: z.int().min(0),
    }),
    output: AuditPage,
    roles: ["admin"],
  },
  "audit.verify": { input: nothing, output: AuditVerdict, roles: ["admin"] },
  /** Writes what passes the filter as CSV, where the administrator chooses. */
  "audit.export": {
    input: z.strictObject({ filter: AuditFilter, language: z.enum(LANGUAGES) }),
    output: WrittenLines,
    roles: ["admin"],
  },
} satisfies Record<string, RequestSpec>;
