import type { Channel, ParsedInput, RequestOutput } from "../contract/requests";

/** A handler for every one of these requests; one that is missing does not compile. */
export type HandlersFor<Channels extends Channel> = {
  readonly [C in Channels]: (input: ParsedInput<C>) => RequestOutput<C> | Promise<RequestOutput<C>>;
};

/** The handlers of one noun, such as `photos`. */
export type HandlersOf<Noun extends string> = HandlersFor<Extract<Channel, `${Noun}.${string}`>>;
