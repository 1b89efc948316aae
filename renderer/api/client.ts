import { BRIDGE, type Bridge, type Envelope } from "../../electron/contract/bridge";
import type { EventName, EventPayload } from "../../electron/contract/events";
import type { Channel, RequestInput, RequestOutput } from "../../electron/contract/requests";
import { RequestFailure } from "./failure";

declare global {
  interface Window {
    /** Put there by preload. */
    readonly [BRIDGE]: Bridge;
  }
}

/**
 * Asks main. The answer was parsed there by the contract, so it is typed, not parsed again.
 *
 * @param signal nothing is asked any more once it aborts: pages after pages that nobody waits for
 * @throws RequestFailure with the code that main answered
 */
export async function call<C extends Channel>(
  channel: C,
  input: RequestInput<C>,
  signal?: AbortSignal,
): Promise<RequestOutput<C>> {
  signal?.throwIfAborted();
  const envelope = (await window[BRIDGE].call(channel, input)) as Envelope<RequestOutput<C>>;
  if (!envelope.ok) throw new RequestFailure(envelope.error);
  return envelope.value;
}

/** Listens to an event of main; the returned function ends it. */
export function on<E extends EventName>(
  event: E,
  listener: (payload: EventPayload<E>) => void,
): () => void {
  return window[BRIDGE].on(event, (payload) => {
    listener(payload as EventPayload<E>);
  });
}
