import { rmSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import type { Actor } from "../../../electron/domain/audit";
import { openAuditLog } from "../../../electron/store/audit";
import { migrate } from "../../../electron/store/migrations/migrate";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const actor: Actor = { id: "6f0e7a4e-3a52-4a0e-9d6c-0d2a3f5b7c11", name: "Ines", role: "admin" };
const at = new Date("2026-05-06T07:08:09Z");
const key = Buffer.alloc(32, 7);

/** A log of four entries. */
function someLog() {
  const database = new Database(":memory:");
  migrate(database);
  const headFile = join(temporaryFolder(), "audit-head.json");
  const log = openAuditLog(database, headFile, key);
  for (const subject of ["a", "b", "c", "d"]) log.add("patient.changed", actor, at, subject);
  log.sealHead();
  return { database, headFile, log };
}

/** What somebody does who has the key of the database and wants to hide something. */
function tamper(database: Database.Database, sql: string): void {
  database.exec("DROP TRIGGER audit_log_keeps_entries; DROP TRIGGER audit_log_loses_nothing;");
  database.exec(sql);
}

describe("the audit log", () => {
  it("keeps entries in order, each with the seal of the one before", () => {
    const { log } = someLog();
    const { total, entries } = log.list(NO_AUDIT_FILTER, 10, 0);
    expect(total).toBe(4);
    expect(entries.map(({ sequence, subject }) => [sequence, subject])).toEqual([
      [4, "d"],
      [3, "c"],
      [2, "b"],
      [1, "a"],
    ]);
    expect(log.verify()).toEqual({ intact: true, entries: 4 });
  });

  it("tells what was done to one subject, the earliest first", () => {
    const { log } = someLog();
    log.add("photo.exported", actor, at, "b", { format: "FHIR" });
    log.add("photo.exported", actor, at, "b", { format: "DICOM" });
    log.add("photo.exported", actor, at, "c");
    expect(log.about("b", "photo.exported").map(({ details }) => details)).toEqual([
      { format: "FHIR" },
      { format: "DICOM" },
    ]);
    expect(log.about("e", "photo.exported")).toEqual([]);
  });

  it.each(["UPDATE audit_log SET action = 'x'", "DELETE FROM audit_log"])("refuses %s", (sql) => {
    const { database } = someLog();
    expect(() => database.exec(sql)).toThrow("only grows");
  });

  it.each([
    ["an entry changed", "UPDATE audit_log SET subject = 'z' WHERE sequence = 2", "changed", 2],
    ["an entry deleted", "DELETE FROM audit_log WHERE sequence = 2", "gap", 2],
    [
      "two entries exchanged",
      `UPDATE audit_log SET sequence = 9 WHERE sequence = 2;
       UPDATE audit_log SET sequence = 2 WHERE sequence = 3;
       UPDATE audit_log SET sequence = 3 WHERE sequence = 9`,
      "gap",
      2,
    ],
    ["the end cut off", "DELETE FROM audit_log WHERE sequence > 2", "cut", 3],
    ["everything deleted", "DELETE FROM audit_log", "cut", 1],
  ])("notices %s", (_, sql, fault, sequence) => {
    const { database, log } = someLog();
    tamper(database, sql);
    expect(log.verify()).toMatchObject({ intact: false, fault, sequence });
  });

  it("is verified page by page, with the entries that were added meanwhile", () => {
    const { database, log } = someLog();
    const addMany = database.transaction(() => {
      for (let entry = 0; entry < 1200; entry++) log.add("patient.changed", actor, at, "e");
    });
    addMany();
    const reading = log.verification();
    expect(reading.next().value).toBeCloseTo(500 / 1204);
    log.add("patient.changed", actor, at, "f");
    log.sealHead();
    expect(reading.next().done).toBe(false);
    expect(reading.next()).toEqual({ done: true, value: { intact: true, entries: 1205 } });
  });

  it("notices a change behind the first page", () => {
    const { database, log } = someLog();
    for (let entry = 0; entry < 600; entry++) log.add("patient.changed", actor, at, "e");
    tamper(database, "UPDATE audit_log SET subject = 'z' WHERE sequence = 555");
    expect(log.verify()).toMatchObject({ intact: false, fault: "changed", sequence: 555 });
  });

  it("names its entries the earliest first, and reads each", () => {
    const { log } = someLog();
    expect(log.sequences({ ...NO_AUDIT_FILTER, subject: "c" })).toEqual([3]);
    expect(log.sequences(NO_AUDIT_FILTER)).toEqual([1, 2, 3, 4]);
    expect(log.get(3)).toMatchObject({ sequence: 3, subject: "c", accountName: "Ines" });
    expect(() => log.get(5)).toThrow("no such entry");
  });

  it("notices a head that was taken away or forged", () => {
    const { headFile, log } = someLog();
    const head = readFileSync(headFile, "utf8");
    writeFileSync(headFile, head.replace('"sequence":4', '"sequence":3'));
    expect(log.verify()).toMatchObject({ intact: false, fault: "head" });
    writeFileSync(headFile, '{"sequence":4}');
    expect(log.verify()).toMatchObject({ intact: false, fault: "head" });
    rmSync(headFile);
    expect(log.verify()).toMatchObject({ intact: false, fault: "head" });
  });

  it("records a cut that it finds at the start, so that later entries do not cover it", () => {
    const { database, headFile } = someLog();
    tamper(database, "DELETE FROM audit_log WHERE sequence > 2");
    const again = openAuditLog(database, headFile, key);
    again.add("patient.changed", actor, at, "e");
    again.sealHead();
    expect(again.verify()).toMatchObject({ intact: false, fault: "recorded", sequence: 3 });
  });

  it("takes entries that a crash left without a head for what they are", () => {
    const { database, headFile, log } = someLog();
    log.add("patient.changed", actor, at, "e");
    const again = openAuditLog(database, headFile, key);
    expect(again.verify()).toEqual({ intact: true, entries: 5 });
  });

  it("filters by person, action, subject and time", () => {
    const { log } = someLog();
    const later = new Date("2026-06-01T00:00:00Z");
    log.add("session.locked", null, later);
    const count = (filter: object): number =>
      log.list({ ...NO_AUDIT_FILTER, ...filter }, 9, 0).total;
    expect(count({ accountId: actor.id })).toBe(4);
    expect(count({ action: "session.locked" })).toBe(1);
    expect(count({ subject: "c" })).toBe(1);
    expect(count({ from: later.toISOString() })).toBe(1);
    expect(count({ to: at.toISOString() })).toBe(4);
  });

  it("stays one chain where two processes add entries in turns", () => {
    const file = join(temporaryFolder(), "clinic.db");
    const headFile = `${file}-head.json`;
    const logs = [0, 1].map(() => {
      const database = new Database(file);
      migrate(database);
      return openAuditLog(database, headFile, key);
    });
    for (let round = 0; round < 10; round++) {
      for (const log of logs) log.add("patient.changed", actor, at, String(round));
    }
    for (const log of logs) {
      log.sealHead();
      expect(log.verify()).toEqual({ intact: true, entries: 20 });
    }
  });
});
