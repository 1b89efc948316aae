import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { Database } from "better-sqlite3";
import * as z from "zod";
import type { Actor, AuditAction } from "../domain/audit";
import { countOf } from "./count";
import { parseJson } from "./parseJson";
import { writeDurably } from "./writeDurably";

/** Values that an entry may carry: counts, versions, codes; never a patient's data. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditEntry {
  /** 1, 2, 3 ... without gaps. */
  readonly sequence: number;
  readonly at: string;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly action: string;
  /** Id of what it is about. */
  readonly subject: string | null;
  readonly details: AuditDetails;
  readonly hash: string;
}

/** What a check of the whole log found. */
export type AuditVerdict =
  | { readonly intact: true; readonly entries: number }
  | {
      readonly intact: false;
      readonly entries: number;
      /** The first entry that is wrong or missing. */
      readonly sequence: number;
      readonly fault: AuditFault;
    };

/**
 * `changed`: an entry does not match its hash; `gap`: entries are missing or out of order;
 * `cut`: the log ends before the head that is kept outside; `head`: that head is missing or
 * forged; `recorded`: an earlier start of Lentigo found and recorded such a fault.
 */
export type AuditFault = "changed" | "gap" | "cut" | "head" | "recorded";

export interface AuditFilter {
  /** Only entries of this account; null: all. */
  readonly accountId: string | null;
  /** Only this action; null: all. */
  readonly action: AuditAction | null;
  /** Only entries about this; null: all. */
  readonly subject: string | null;
  /** ISO times, both ends included; null: open. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface AuditLog {
  /** Adds an entry. Within a transaction it is kept or lost with the rest. */
  add(
    action: AuditAction,
    actor: Actor | null,
    at: Date,
    subject?: string | null,
    details?: AuditDetails,
  ): void;
  /** Keeps the present end of the log outside the database; called after every commit. */
  sealHead(): void;
  /** The latest first. */
  list(
    filter: AuditFilter,
    limit: number,
    offset: number,
  ): { total: number; entries: AuditEntry[] };
  /** What was done to one subject, the earliest first; a list looks at every entry, this does not. */
  about(subject: string, action: AuditAction): AuditEntry[];
  /** Numbers of the entries that pass, the earliest first. */
  sequences(filter: AuditFilter): number[];
  /** An entry by its number, which nobody can take away. */
  get(sequence: number): AuditEntry;
  /** Reads every entry and the head outside. */
  verify(): AuditVerdict;
  /**
   * The same, page by page: ten years of a large clinic take seconds, in which others want a turn.
   * Entries added meanwhile are read too. Yields the share that is done, 0 to 1.
   */
  verification(): Generator<number, AuditVerdict>;
}

interface AuditRow {
  readonly sequence: number;
  readonly at: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly details: string;
  readonly previous_hash: string;
  readonly hash: string;
}

const START = "0".repeat(64);

/** Entries verified between two turns of others: some 5 ms. */
const VERIFIED_AT_ONCE = 500;

const Head = z.strictObject({ sequence: z.int().min(0), hash: z.string(), seal: z.string() });
type Head = z.output<typeof Head>;

const FILTER = `
  WHERE (@accountId IS NULL OR account_id = @accountId)
    AND (@action IS NULL OR action = @action)
    AND (@subject IS NULL OR subject = @subject)
    AND (@from IS NULL OR at >= @from) AND (@to IS NULL OR at <= @to)
`;

/**
 * The append-only log of what was done: a chain of SHA-256 hashes, whose end is also kept in a
 * file beside the database under an HMAC, so that a log that was cut short shows.
 *
 * @param headFile where the end of the log is kept
 * @param key of the HMAC
 */
export function openAuditLog(database: Database, headFile: string, key: Buffer): AuditLog {
  const insert = database.prepare(`
    INSERT INTO audit_log
      (sequence, at, account_id, account_name, action, subject, details, previous_hash, hash)
    VALUES
      (@sequence, @at, @account_id, @account_name, @action, @subject, @details, @previous_hash,
        @hash)
  `);
  const last = database.prepare<[], AuditRow>(
    "SELECT * FROM audit_log ORDER BY sequence DESC LIMIT 1",
  );
  const bySequence = database.prepare<[number], AuditRow>(
    "SELECT * FROM audit_log WHERE sequence = ?",
  );
  const after = database.prepare<[number, number], AuditRow>(
    "SELECT * FROM audit_log WHERE sequence > ? ORDER BY sequence LIMIT ?",
  );
  const page = database.prepare<[object], AuditRow>(
    `SELECT * FROM audit_log ${FILTER} ORDER BY sequence DESC LIMIT @limit OFFSET @offset`,
  );
  const about = database.prepare<[string, string], AuditRow>(
    "SELECT * FROM audit_log WHERE subject = ? AND action = ? ORDER BY sequence",
  );
  const sequences = database
    .prepare<[object], number>(`SELECT sequence FROM audit_log ${FILTER} ORDER BY sequence`)
    .pluck();
  const count = countOf(database, `FROM audit_log ${FILTER}`);
  const recordedFault = database
    .prepare<[], number>("SELECT min(sequence) FROM audit_log WHERE action = 'log.head-mismatch'")
    .pluck();

  const sealOf = (sequence: number, hash: string): string =>
    createHmac("sha256", key)
      .update(`${String(sequence)} ${hash}`)
      .digest("hex");

  const readHead = (): Head | null => {
    if (!existsSync(headFile)) return null;
    const head = Head.safeParse(parseJson(readFileSync(headFile, "utf8")));
    if (!head.success) return null;
    const { sequence, hash, seal } = head.data;
    return isEqual(seal, sealOf(sequence, hash)) ? head.data : null;
  };

  /** Called as `immediate`: another process may add an entry between the look and the writing. */
  const append = database.transaction(
    (
      action: AuditAction,
      actor: Actor | null,
      at: Date,
      subject: string | null,
      details: AuditDetails,
    ): void => {
      const previous = last.get();
      const entry = {
        sequence: (previous?.sequence ?? 0) + 1,
        at: at.toISOString(),
        account_id: actor?.id ?? null,
        account_name: actor?.name ?? null,
        action,
        subject,
        details: JSON.stringify(details),
        previous_hash: previous?.hash ?? START,
      };
      insert.run({ ...entry, hash: hashOf(entry) });
    },
  );

  const sealHead = (): void => {
    const { sequence, hash } = last.get() ?? { sequence: 0, hash: START };
    const head: Head = { sequence, hash, seal: sealOf(sequence, hash) };
    writeDurably(headFile, Buffer.from(`${JSON.stringify(head)}\n`));
  };

  /** What the head outside says of the log; null where they agree. */
  const headFault = (): AuditFault | null => {
    const head = readHead();
    if (!head) return last.get() ? "head" : null;
    if (head.sequence === 0) return null;
    // A crash between commit and head leaves newer entries; older ones must all be there.
    return bySequence.get(head.sequence)?.hash === head.hash ? null : "cut";
  };

  function* verification(): Generator<number, AuditVerdict> {
    const total = last.get()?.sequence ?? 0;
    let entries = 0;
    let previous = START;
    for (;;) {
      const rows = after.all(entries, VERIFIED_AT_ONCE);
      for (const row of rows) {
        const sequence = entries + 1;
        if (row.sequence !== sequence || row.previous_hash !== previous) {
          return { intact: false, entries, sequence, fault: "gap" };
        }
        if (row.hash !== hashOf(row)) return { intact: false, entries, sequence, fault: "changed" };
        previous = row.hash;
        entries++;
      }
      if (rows.length < VERIFIED_AT_ONCE) break;
      yield Math.min(1, entries / total);
    }
    const fault = headFault();
    if (fault) return { intact: false, entries, sequence: entries + 1, fault };
    const recorded = recordedFault.get() ?? null;
    if (recorded !== null) return { intact: false, entries, sequence: recorded, fault: "recorded" };
    return { intact: true, entries };
  }

  // Found now or never: the next entry would take the place of the old head.
  if (headFault() !== null) append.immediate("log.head-mismatch", null, new Date(), null, {});
  sealHead();

  return {
    add: (action, actor, at, subject = null, details = {}) => {
      append.immediate(action, actor, at, subject, details);
    },
    sealHead,
    list: (filter, limit, offset) => ({
      total: count(filter),
      entries: page.all({ ...filter, limit, offset }).map(fromRow),
    }),
    about: (subject, action) => about.all(subject, action).map(fromRow),
    sequences: (filter) => sequences.all(filter),
    get(sequence) {
      const row = bySequence.get(sequence);
      if (!row) throw new Error("no such entry of the audit log");
      return fromRow(row);
    },
    verification,
    verify() {
      const reading = verification();
      for (;;) {
        const { done, value } = reading.next();
        if (done) return value;
      }
    },
  };
}

/** SHA-256 of an entry and the hash of the one before it. */
function hashOf(entry: Omit<AuditRow, "hash">): string {
  const { previous_hash, sequence, at, account_id, account_name, action, subject, details } = entry;
  const fields = [previous_hash, sequence, at, account_id, account_name, action, subject, details];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

function fromRow(row: AuditRow): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    accountId: row.account_id,
    accountName: row.account_name,
    action: row.action,
    subject: row.subject,
    details: JSON.parse(row.details) as AuditDetails,
    hash: row.hash,
  };
}

function isEqual(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
