import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SnapshotId } from "../../../electron/contract/backups";
import { makeBackup } from "../../../electron/store/backup/make";
import { openDoor } from "../../../electron/store/door";
import { unguarded } from "../../../electron/store/keyFile";
import { createRestores } from "../../../electron/workflows/backups/restores";
import { createSessions } from "../../../electron/workflows/session";
import { ADMINISTRATOR, peopledClinic } from "../../fixtures/peopledClinic";

const now = (): Date => new Date("2026-03-04T05:01:07Z");

/** A clinic that is locked, and a backup of it in a folder that was looked at. */
async function backedUpClinic() {
  const clinic = await peopledClinic();
  const disk = join(clinic, "..", "disk");
  mkdirSync(disk);
  const door = openDoor({ folder: clinic, guards: [unguarded] });
  const { dataKey } = await door.openWithPassword(ADMINISTRATOR.name, ADMINISTRATOR.password);
  const { id } = makeBackup({
    shipped: null,
    clinic,
    folder: disk,
    dataKey,
    at: now(),
    onProgress: () => undefined,
  });
  const sessions = createSessions({
    folder: clinic,
    demoFolder: join(clinic, "..", "demo"),
    door,
    isAlone: true,
    now,
    onChange: () => undefined,
  });
  const restores = createRestores({
    clinic,
    sessions,
    suspend: () => Promise.resolve(),
    workerFile: join(clinic, "nobody comes this far.cjs"),
    now,
    onProgress: () => undefined,
    report: (error) => {
      throw error;
    },
  });
  restores.look(disk);
  return { sessions, restores, id: SnapshotId.parse(id) };
}

const failing = (code: string) => expect.objectContaining({ code }) as unknown;

describe("restoring a backup with wrong keys", () => {
  it("slows down as signing in does, and keeps that waiting, too", async () => {
    const { sessions, restores, id } = await backedUpClinic();
    const wrong = { kind: "password", name: ADMINISTRATOR.name, password: "wrong" } as const;
    for (let round = 0; round < 5; round++) {
      await expect(restores.begin(id, wrong)).rejects.toEqual(failing("session.denied"));
    }
    await expect(
      restores.begin(id, { ...wrong, password: ADMINISTRATOR.password }),
    ).rejects.toEqual(failing("session.slow-down"));
    expect(sessions.state()).toMatchObject({ state: "locked", waitSeconds: 15 });
  });

  it("tells a wrong name from a wrong password by nothing", async () => {
    const { restores, id } = await backedUpClinic();
    const { name, password } = ADMINISTRATOR;
    const wrongName = restores.begin(id, { kind: "password", name: "nobody", password });
    const wrongPassword = { kind: "password", name, password: "wrong" } as const;
    const first: unknown = await wrongName.catch(String);
    expect(await restores.begin(id, wrongPassword).catch(String)).toBe(first);
  });
});
