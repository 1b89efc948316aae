import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { AccountId } from "../../../electron/contract/session";
import { accountRepository } from "../../../electron/store/accounts";
import { openDatabase } from "../../../electron/store/database";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const at = new Date("2026-03-04T05:06:07Z");
const ines = { name: "Inés", fullName: "Dr. Inés Albrecht", role: "admin" } as const;
const omar = { name: "omar", fullName: "", role: "staff" } as const;
const failing = (code: string) => expect.objectContaining({ code }) as Error;

function clinic() {
  const database = openDatabase(join(temporaryFolder(), "clinic.db"), Buffer.alloc(32, 7), true);
  onTestFinished(() => {
    database.close();
  });
  const accounts = accountRepository(database);
  return { accounts, admin: accounts.create(ines, at), nurse: accounts.create(omar, at) };
}

describe("accounts", () => {
  it("are found by name, however it is written, and nobody is found by another", () => {
    const { accounts, admin } = clinic();
    expect(accounts.findByName("INES")?.id).toBe(admin);
    expect(accounts.findByName("in")).toBeNull();
  });

  it("have a name each: one that reads the same is taken, in both directions", () => {
    const { accounts, nurse } = clinic();
    expect(() => accounts.create({ ...omar, name: "ines" }, at)).toThrow(
      failing("account.name-taken"),
    );
    expect(() => {
      accounts.update(nurse, { ...omar, name: "INÉS" }, false, at);
    }).toThrow(failing("account.name-taken"));
    accounts.update(nurse, { ...omar, name: "Omar" }, false, at);
    expect(accounts.list().map(({ name }) => name)).toEqual(["Inés", "Omar"]);
  });

  it("keep one administrator who can sign in, whoever else is one", () => {
    const { accounts, admin, nurse } = clinic();
    for (const [change, disabled] of [
      [{ ...ines, role: "staff" }, false],
      [ines, true],
    ] as const) {
      expect(() => {
        accounts.update(admin, change, disabled, at);
      }).toThrow(failing("account.last-admin"));
      expect(accounts.get(admin)).toMatchObject({ role: "admin", disabledAt: null });
    }
    accounts.update(nurse, { ...omar, role: "admin" }, false, at);
    accounts.update(admin, ines, true, at);
    expect(accounts.get(admin).disabledAt).toBe(at.toISOString());
  });

  it("that are not there are named as missing", () => {
    const { accounts } = clinic();
    const nobody = AccountId.parse("00000000-0000-4000-8000-000000000000");
    expect(() => accounts.get(nobody)).toThrow(failing("account.missing"));
    expect(() => {
      accounts.update(nobody, { ...omar, name: "nobody" }, false, at);
    }).toThrow(failing("account.missing"));
  });
});
