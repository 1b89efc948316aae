import { describe, expect, it } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { CHANNELS, requests } from "../../../electron/contract/requests";
import type { Role } from "../../../electron/domain/role";
import { ROLES } from "../../../electron/domain/role";
import { createAnswering } from "../../../electron/ipc/answer";
import type { Handlers } from "../../../electron/ipc/handlers";

/** Handlers that say which of them was reached. */
const echo = Object.fromEntries(
  CHANNELS.map((channel) => [channel, () => `reached ${channel}`]),
) as unknown as Handlers;

function answering(role: Role | null, handlers: Handlers = echo) {
  const reported: unknown[] = [];
  const answer = createAnswering({
    handlers,
    role: () => role,
    report: (error) => {
      reported.push(error);
      return "log-1";
    },
  });
  return { answer, reported };
}

describe("every request of the contract", () => {
  it.each(CHANNELS)("%s is refused while nobody is signed in", async (channel) => {
    expect(await answering(null).answer(channel, {})).toEqual({
      ok: false,
      error: { code: "request.forbidden", details: {} },
    });
  });

  it.each(CHANNELS.flatMap((channel) => ROLES.map((role) => [channel, role] as const)))(
    "%s reaches its handler only for a role of the table: %s",
    async (channel, role) => {
      const envelope = await answering(role).answer(channel, { nonsense: true });
      const isAllowed = (requests[channel].roles as readonly Role[]).includes(role);
      expect(envelope).toMatchObject({
        ok: false,
        error: { code: isAllowed ? "request.invalid" : "request.forbidden" },
      });
    },
  );

  it.each(CHANNELS)("%s refuses input that is not an object", async (channel) => {
    for (const input of [undefined, null, 7, "text", [], () => undefined]) {
      expect(await answering("admin").answer(channel, input)).toMatchObject({
        ok: false,
        error: { code: "request.invalid" },
      });
    }
  });
});

describe("an answer", () => {
  it("carries the handler's value", async () => {
    expect(await answering("staff").answer("app.status", {})).toEqual({
      ok: true,
      value: "reached app.status",
    });
  });

  it("carries a known error's code and details", async () => {
    const handlers: Handlers = {
      ...echo,
      "app.status": () => {
        throw new LentigoError("store.full", { free: 3 });
      },
    };
    expect(await answering("admin", handlers).answer("app.status", {})).toEqual({
      ok: false,
      error: { code: "store.full", details: { free: 3 } },
    });
  });

  it("turns an unexpected error into a log id and nothing more", async () => {
    const handlers: Handlers = {
      ...echo,
      "app.status": () => {
        throw new Error("Astrid Lindqvist, /home/clinic/secret");
      },
    };
    const { answer, reported } = answering("admin", handlers);
    const envelope = await answer("app.status", {});
    expect(envelope).toEqual({
      ok: false,
      error: { code: "internal", details: { logId: "log-1" } },
    });
    expect(reported).toHaveLength(1);
  });
});
