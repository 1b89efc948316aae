import type { Envelope } from "../contract/bridge";
import { LentigoError, failureOf } from "../contract/errors";
import { requests, type Channel, type RequestSpec } from "../contract/requests";
import type { Role } from "../domain/role";
import { asStoreError } from "../store/storeErrors";
import type { Handlers } from "./handlers";

export interface AnswerOptions {
  readonly handlers: Handlers;
  /** Role of whoever is signed in; null where nobody is. */
  readonly role: () => Role | null;
  /** Logs an unexpected error and returns an id that a person can quote. */
  readonly report: (error: unknown) => string;
}

/**
 * Answers one request: role check, parse, call, envelope. It never throws, and what it gives
 * back holds neither stacks nor paths.
 */
export function createAnswering({ handlers, role, report }: AnswerOptions) {
  return async (channel: Channel, input: unknown): Promise<Envelope<unknown>> => {
    try {
      const spec: RequestSpec = requests[channel];
      const current = role();
      if (current === null || !spec.roles.includes(current)) {
        throw new LentigoError("request.forbidden");
      }
      const parsed = spec.input.safeParse(input);
      if (!parsed.success) throw new LentigoError("request.invalid");
      const handle = handlers[channel] as (input: unknown) => unknown;
      return { ok: true, value: await handle(parsed.data) };
    } catch (error) {
      const failure = failureOf(asStoreError(error));
      if (failure && failure.code !== "internal") return { ok: false, error: failure };
      return { ok: false, error: { code: "internal", details: { logId: report(error) } } };
    }
  };
}
