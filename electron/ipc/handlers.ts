import type { Channel, ParsedInput, RequestOutput } from "../contract/requests";

/** A handler for every request; one that is missing does not compile. */
export type Handlers = {
  readonly [C in Channel]: (input: ParsedInput<C>) => RequestOutput<C> | Promise<RequestOutput<C>>;
};

/** The handlers of one noun, such as `photos`. */
export type HandlersOf<Noun extends string> = Pick<Handlers, Extract<Channel, `${Noun}.${string}`>>;
