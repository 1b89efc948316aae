import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { unlockBackup } from "../../../../electron/store/backup/unlock";
import {
  at,
  backedUp,
  backUp,
  NAME,
  PASSWORD,
  rewriteRecords,
  snapshotFile,
} from "../../../fixtures/backedUpClinic";

const failing = (code: string) => expect.objectContaining({ code }) as Error;
const password = { kind: "password", name: NAME, password: PASSWORD } as const;

describe("opening a backup to restore it", () => {
  it("takes an administrator's password, and knows who it is", async () => {
    const { place, report, clinic } = await backedUp();
    const { dataKey, actor } = await unlockBackup(place, report.id, password);
    expect(dataKey).toEqual(clinic.dataKey);
    // Without a full name it is the one to sign in by that the audit log will tell.
    expect(actor).toMatchObject({ name: NAME, role: "admin" });
  });

  it("takes the recovery key, behind which nobody is known", async () => {
    const { place, report, clinic } = await backedUp();
    const { recoveryKey } = clinic;
    expect(await unlockBackup(place, report.id, { kind: "recovery", recoveryKey })).toEqual({
      dataKey: clinic.dataKey,
      actor: null,
    });
    const mistyped = recoveryKey.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    await expect(
      unlockBackup(place, report.id, { kind: "recovery", recoveryKey: mistyped }),
    ).rejects.toEqual(failing("session.recovery-key"));
  });

  it("is refused to somebody who was no administrator when it was made", async () => {
    const { clinic, disk, place } = await backedUp();
    const [nurse, former] = clinic.within(({ accounts }) => {
      const admin = { name: "otto", fullName: "Otto Frings", role: "admin" } as const;
      const otto = accounts.create(admin, at(1));
      accounts.update(otto, admin, true, at(1));
      return [accounts.create({ name: "omar", fullName: "", role: "staff" }, at(1)), otto];
    });
    await clinic.door.admit(
      { accountId: nurse, signInName: "omar", password: PASSWORD },
      clinic.dataKey,
    );
    await clinic.door.admit(
      { accountId: former, signInName: "otto", password: PASSWORD },
      clinic.dataKey,
    );
    const { id } = backUp(clinic, disk, 2);
    for (const name of ["omar", "otto"]) {
      await expect(unlockBackup(place, id, { ...password, name })).rejects.toEqual(
        failing("session.denied"),
      );
    }
  });

  it("says that it is not there, was written by a newer Lentigo, or is damaged", async () => {
    const made = await backedUp();
    const { place, report } = made;
    await expect(unlockBackup(place, "20200101T000000Z", password)).rejects.toEqual(
      failing("backup.none"),
    );
    rewriteRecords(made, (database) => {
      database.pragma("user_version = 999");
    });
    await expect(unlockBackup(place, report.id, password)).rejects.toEqual(failing("backup.newer"));
    writeFileSync(snapshotFile(place, "clinic.db"), "no records");
    await expect(unlockBackup(place, report.id, password)).rejects.toEqual(
      failing("backup.damaged"),
    );
  });
});
