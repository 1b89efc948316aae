import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openDoor } from "../../../electron/store/door";
import { guardKey, revealKey, unguarded, type KeyGuard } from "../../../electron/store/keyFile";
import { createDataKey } from "../../../electron/store/keys";
import { openStore } from "../../../electron/store/open";
import { COST, foundClinic, NAME, PASSWORD } from "../../fixtures/backedUpClinic";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const failing = (code: string) => expect.objectContaining({ code }) as Error;

describe("a clinic without accounts", () => {
  it("opens by no password and no recovery key: nobody has one", async () => {
    const folder = join(temporaryFolder(), "clinic");
    openStore({ folder, guards: [unguarded] }).close();
    const other = await foundClinic(join(temporaryFolder(), "clinic"));
    const door = openDoor({ folder, guards: [unguarded], cost: COST });
    expect(door.state()).toBe("guarded");
    await expect(door.openWithPassword(NAME, PASSWORD)).rejects.toEqual(failing("session.denied"));
    expect(() => door.openWithRecoveryKey(other.recoveryKey)).toThrow(failing("session.denied"));
  });
});

describe("a clinic with accounts", () => {
  it("is not founded again: its keys stay", async () => {
    const { folder, door } = await foundClinic(join(temporaryFolder(), "clinic"));
    const keys = readFileSync(join(folder, "key.json"));
    await expect(
      door.found("another long password", "eve", (store) =>
        store.accounts.create({ name: "eve", fullName: "", role: "admin" }, new Date()),
      ),
    ).rejects.toEqual(failing("session.denied"));
    expect(readFileSync(join(folder, "key.json"))).toEqual(keys);
    expect(() => openStore({ folder, guards: [unguarded] })).toThrow(failing("session.locked"));
  });
});

describe("a key that lies in the open", () => {
  it("is refused where it has lost bytes, before anything is decrypted with it", () => {
    const guarded = guardKey(createDataKey().subarray(1), unguarded);
    expect(() => revealKey(guarded, [unguarded])).toThrow(failing("store.key-damaged"));
  });

  it("is refused where a keyring does not give it out", () => {
    const keyring: KeyGuard = {
      protection: "keyring",
      protect: (key) => key,
      reveal: () => {
        throw new Error("the keyring is locked");
      },
    };
    const guarded = guardKey(createDataKey(), keyring);
    expect(() => revealKey(guarded, [keyring, unguarded])).toThrow(failing("store.key-damaged"));
  });

  it("is not taken for one where its file is of another format", () => {
    const folder = join(temporaryFolder(), "clinic");
    openStore({ folder, guards: [unguarded] }).close();
    writeFileSync(join(folder, "key.json"), '{"format":3}');
    expect(() => openDoor({ folder, guards: [unguarded] }).state()).toThrow(
      failing("store.key-damaged"),
    );
  });
});
