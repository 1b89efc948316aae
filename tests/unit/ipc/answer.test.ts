import { describe, expect, it } from "vitest";
import { LentigoError } from "../../../electron/contract/errors";
import { CHANNELS, requests, type Channel } from "../../../electron/contract/requests";
import type { Role } from "../../../electron/domain/role";
import { ROLES } from "../../../electron/domain/role";
import { createAnswering, type SignedIn } from "../../../electron/ipc/answer";
import type { HandlersFor } from "../../../electron/ipc/handlers";

type AnyHandlers = HandlersFor<Channel>;

/** Handlers that say which of them was reached. */
const echo = Object.fromEntries(
  CHANNELS.map((channel) => [channel, () => `reached ${channel}`]),
) as unknown as AnyHandlers;

function answering(role: Role | null, handlers: AnyHandlers = echo) {
  const reported: unknown[] = [];
  const refused: Channel[] = [];
  const signedIn: SignedIn | null = role && {
    role,
    handlers,
    during: async (work) => work(),
    refused: (channel) => refused.push(channel),
  };
  const answer = createAnswering({
    always: handlers,
    signedIn: () => signedIn,
    report: (error) => {
      reported.push(error);
      return "log-1";
    },
  });
  return { answer, reported, refused };
}

const rolesOf = (channel: Channel): readonly Role[] | "anyone" => requests[channel].roles;

const CLINIC_CHANNELS = CHANNELS.filter((channel) => rolesOf(channel) !== "anyone");

describe("every request of the contract", () => {
  it.each(CLINIC_CHANNELS)("%s is refused while nobody is signed in", async (channel) => {
    expect(await answering(null).answer(channel, {})).toEqual({
      ok: false,
      error: { code: "session.locked", details: {} },
    });
  });

  it("names those that are answered while nobody is signed in: none holds records without a key", () => {
    const open = CHANNELS.filter((channel) => rolesOf(channel) === "anyone");
    expect(open.every((channel) => /^(app|vision|session|restore)\./.test(channel))).toBe(true);
  });

  it.each(CLINIC_CHANNELS.flatMap((channel) => ROLES.map((role) => [channel, role] as const)))(
    "%s reaches its handler only for a role of the table: %s",
    async (channel, role) => {
      const { answer, refused } = answering(role);
      const envelope = await answer(channel, { nonsense: true });
      const isAllowed = rolesOf(channel).includes(role);
      expect(envelope).toMatchObject({
        ok: false,
        error: { code: isAllowed ? "request.invalid" : "request.forbidden" },
      });
      expect(refused).toEqual(isAllowed ? [] : [channel]);
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
    const handlers: AnyHandlers = {
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
    const handlers: AnyHandlers = {
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
