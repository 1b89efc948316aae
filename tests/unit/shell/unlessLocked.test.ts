import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { unlessLocked } from "../../../electron/shell/unlessLocked";

it("gives what is answered, or what was wrong with asking, and then listens no more", async () => {
  const { signal } = new AbortController();
  expect(await unlessLocked(Promise.resolve("folder"), signal)).toBe("folder");
  await expect(unlessLocked(Promise.reject(new Error("no window")), signal)).rejects.toThrow(
    "no window",
  );
  await Promise.resolve();
  expect(getEventListeners(signal, "abort")).toEqual([]);
});

it("waits for nobody once the clinic is locked", async () => {
  const clinic = new AbortController();
  const never = new Promise<string>(() => undefined);
  const waiting = unlessLocked(never, clinic.signal);
  clinic.abort();
  await expect(waiting).rejects.toMatchObject({ code: "session.locked" });
  await expect(unlessLocked(never, clinic.signal)).rejects.toMatchObject({
    code: "session.locked",
  });
});
