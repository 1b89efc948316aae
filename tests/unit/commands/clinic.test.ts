import { join } from "node:path";
import { expect, it } from "vitest";
import { inClinic } from "../../../electron/commands/clinic";
import { NO_AUDIT_FILTER } from "../../../electron/contract/session";
import { openDoor } from "../../../electron/store/door";
import { unguarded } from "../../../electron/store/keyFile";
import { openStoreWithKey } from "../../../electron/store/open";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

it("refuses a command that is not for the role, and tells the log", async () => {
  const folder = join(temporaryFolder(), "clinic");
  const door = openDoor({ folder, guards: [unguarded], cost: { memoryKib: 64, passes: 1 } });
  await door.found("rote Gummistiefel", "omar", (store) =>
    store.accounts.create({ name: "omar", fullName: "", role: "staff" }, new Date(0)),
  );
  const password = () => Promise.resolve("rote Gummistiefel");
  const worked: string[] = [];
  const command = inClinic({ folder, user: "omar", password }, "audit.verify", () =>
    worked.push("done"),
  );
  await expect(command).rejects.toMatchObject({ code: "request.forbidden" });
  expect(worked).toEqual([]);

  const { dataKey } = await door.openWithPassword("omar", "rote Gummistiefel");
  const store = openStoreWithKey(folder, dataKey);
  const { entries } = store.audit.list({ ...NO_AUDIT_FILTER, action: "request.refused" }, 5, 0);
  expect(entries).toMatchObject([{ accountName: "omar", details: { channel: "audit.verify" } }]);
  store.close();
});
