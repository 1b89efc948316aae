import type { QueryClient } from "@tanstack/react-query";
import type { EventPayload } from "../../electron/contract/events";
import type { AppStatus } from "../../electron/contract/shapes";
import { on } from "./client";
import { queryKeys } from "./queryKeys";

type Noun = EventPayload<"store.changed">["nouns"][number];

/** While hundreds of photos arrive, lists are asked for again at most this often. */
const PAUSE_MS = 400;

/** Keeps cached answers true to what main tells; the returned function ends it. */
export function followEvents(client: QueryClient): () => void {
  const changed = new Set<Noun>();
  let timer: number | undefined;

  const askAgain = (): void => {
    timer = undefined;
    for (const noun of changed) void client.invalidateQueries({ queryKey: [noun] });
    changed.clear();
  };

  const endStore = on("store.changed", ({ nouns }) => {
    for (const noun of nouns) changed.add(noun);
    timer ??= window.setTimeout(askAgain, PAUSE_MS);
  });
  const endVision = on("vision.status", (vision) => {
    client.setQueryData<AppStatus>(queryKeys.status, (status) => status && { ...status, vision });
    // The very first status may be on its way, older than this event.
    if (!client.getQueryData(queryKeys.status)) {
      void client.invalidateQueries({ queryKey: queryKeys.status });
    }
  });

  const endSession = on("session.changed", (session) => {
    client.setQueryData(queryKeys.session, session);
    // What failed or went unheard while it was locked.
    if (session.state === "open") void client.invalidateQueries();
  });

  return () => {
    endSession();
    window.clearTimeout(timer);
    endStore();
    endVision();
  };
}
