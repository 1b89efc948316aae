import type { UseQueryResult } from "@tanstack/react-query";

/**
 * True while whoever shows a query waits for its first answer. The same is asked again with every
 * photo that comes in: what is shown stays true meanwhile.
 */
export function awaitsFirstAnswer(
  query: Pick<UseQueryResult, "isFetching" | "isFetchedAfterMount">,
): boolean {
  return query.isFetching && !query.isFetchedAfterMount;
}
