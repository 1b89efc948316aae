import type { Sessions } from "../workflows/session";
import type { HandlersFor } from "./handlers";
import type { OpenChannel } from "../contract/requests";

type SessionChannel = Extract<OpenChannel, `session.${string}`>;

export interface SessionHandlerOptions {
  readonly sessions: Sessions;
  /** Somebody used a key or the pointer. */
  readonly touched: () => void;
}

export function sessionHandlers({
  sessions,
  touched,
}: SessionHandlerOptions): HandlersFor<SessionChannel> {
  return {
    "session.state": () => sessions.state(),
    "session.setUp": async (clinic) => ({ recoveryKey: await sessions.setUp(clinic) }),
    "session.signIn": async ({ name, password }) => {
      await sessions.signIn(name, password);
      return sessions.state();
    },
    "session.recover": async ({ recoveryKey, name, password }) => {
      await sessions.recover(recoveryKey, name, password);
      return sessions.state();
    },
    "session.lock": async () => {
      await sessions.lock("asked");
      return sessions.state();
    },
    "session.touch": () => {
      touched();
      return {};
    },
    "session.enterDemo": async () => {
      await sessions.enterDemo();
      return sessions.state();
    },
    "session.removeDemo": async () => {
      await sessions.removeDemo();
      return sessions.state();
    },
  };
}
