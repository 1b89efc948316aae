import type { Envelope } from "../contract/bridge";
import { LentigoError, failureOf } from "../contract/errors";
import { requests, type Channel, type ClinicChannel, type OpenChannel } from "../contract/requests";
import type { RequestSpec } from "../contract/requestSpec";
import type { Role } from "../domain/role";
import { asStoreError } from "../store/storeErrors";
import type { HandlersFor } from "./handlers";

/** What can be asked while somebody is signed in. */
export interface SignedIn {
  readonly role: Role;
  readonly handlers: HandlersFor<ClinicChannel>;
  /** Keeps the store open until the work has ended. */
  readonly during: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** Somebody asked for what the role may not. */
  readonly refused: (channel: Channel) => void;
}

export interface AnswerOptions {
  /** Handlers of what can always be asked. */
  readonly always: HandlersFor<OpenChannel>;
  /** Null while nobody is signed in. */
  readonly signedIn: () => SignedIn | null;
  /** Logs an unexpected error and returns an id that a person can quote. */
  readonly report: (error: unknown) => string;
}

/**
 * Answers one request: role check, parse, call, envelope. It never throws, and what it gives
 * back holds neither stacks nor paths.
 */
export function createAnswering({ always, signedIn, report }: AnswerOptions) {
  const valueOf = (channel: Channel, input: unknown): unknown => {
    const { roles, input: shape }: RequestSpec = requests[channel];
    const parse = (): unknown => {
      const parsed = shape.safeParse(input);
      if (!parsed.success) throw new LentigoError("request.invalid");
      return parsed.data;
    };
    if (roles === "anyone") {
      const handle = always[channel as OpenChannel] as (input: unknown) => unknown;
      return handle(parse());
    }
    const session = signedIn();
    if (!session) throw new LentigoError("session.locked");
    if (!roles.includes(session.role)) {
      session.refused(channel);
      throw new LentigoError("request.forbidden");
    }
    const handle = session.handlers[channel as ClinicChannel] as (input: unknown) => unknown;
    const parsed = parse();
    return session.during(() => handle(parsed));
  };

  return async (channel: Channel, input: unknown): Promise<Envelope<unknown>> => {
    try {
      return { ok: true, value: await valueOf(channel, input) };
    } catch (error) {
      const failure = failureOf(asStoreError(error));
      if (failure && failure.code !== "internal") return { ok: false, error: failure };
      return { ok: false, error: { code: "internal", details: { logId: report(error) } } };
    }
  };
}
