import { MutationCache, QueryClient } from "@tanstack/react-query";

/**
 * Main is on this computer: answers change only by its events, and asking twice helps nothing.
 *
 * @param tellUnseen is told why something failed that was asked for by what is no longer shown, so
 *   that nothing on the screen would say it; whatever tells its failures itself has an `onError`
 */
export function createQueryClient(tellUnseen: (error: unknown) => void): QueryClient {
  /** What somebody asked for who is still there. */
  const seen = new WeakSet();
  const mutationCache = new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      if (!seen.has(mutation) && mutation.options.onError === undefined) tellUnseen(error);
    },
  });
  mutationCache.subscribe((event) => {
    if (event.type === "observerAdded") seen.add(event.mutation);
    else if (event.type === "observerRemoved") seen.delete(event.mutation);
  });
  return new QueryClient({
    mutationCache,
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}
