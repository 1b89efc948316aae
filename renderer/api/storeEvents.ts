import type { Query, QueryClient } from "@tanstack/react-query";
import type { EventPayload } from "../../electron/contract/events";
import type { AppStatus } from "../../electron/contract/shapes";
import type { TrainingRun } from "../../electron/contract/training";
import { on } from "./client";
import { queryKeys } from "./queryKeys";
import { withRun } from "./withRun";

type Noun = EventPayload<"store.changed">["nouns"][number];

/** While hundreds of photos arrive, lists are asked for again at most this often. */
const PAUSE_MS = 400;

/** Keeps cached answers true to what main tells; the returned function ends it. */
export function followEvents(client: QueryClient): () => void {
  const changed = new Set<Noun>();
  /** What was being asked for when it changed: it may hold what was before. */
  const late = new Set<Query>();
  let timer: number | undefined;

  const askAgain = (): void => {
    timer = undefined;
    const isStale = (query: Query): boolean =>
      late.has(query) || [...changed].some((noun) => noun === query.queryKey[0]);
    const stale = new Set(client.getQueryCache().findAll({ predicate: isStale }));
    changed.clear();
    late.clear();
    // A long list would never be there if every change began its pages anew.
    for (const query of stale) if (query.state.fetchStatus === "fetching") late.add(query);
    void client.invalidateQueries({ predicate: (query) => stale.has(query) && !late.has(query) });
    if (late.size > 0) timer = window.setTimeout(askAgain, PAUSE_MS);
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

  const endTraining = on("training.progress", (run) => {
    client.setQueryData<TrainingRun[]>(
      queryKeys.trainingRuns,
      (runs) => runs && withRun(runs, run),
    );
    // A run that ends may leave a version, and what could be learned from is no longer the same.
    if (run.finishedAt === null) return;
    void client.invalidateQueries({ queryKey: [queryKeys.models[0]] });
    void client.invalidateQueries({ queryKey: [queryKeys.trainingRuns[0]] });
  });

  let owner: string | null = null;
  const endSession = on("session.changed", (session) => {
    if (session.state === "open" && session.account.id !== owner) {
      owner = session.account.id;
      forgetRecords(client);
    } else if (session.state === "open") {
      // What failed or went unheard while it was locked.
      void client.invalidateQueries({ predicate: isRecord });
    }
    client.setQueryData(queryKeys.session, session);
  });

  return () => {
    endSession();
    endTraining();
    window.clearTimeout(timer);
    endStore();
    endVision();
  };
}

/** What one person was shown is not kept for the next. */
function forgetRecords(client: QueryClient): void {
  client.removeQueries({ predicate: isRecord });
}

/** True for everything but the state of the application itself. */
function isRecord({ queryKey: [noun] }: Query): boolean {
  return noun !== queryKeys.session[0] && noun !== queryKeys.status[0];
}
