import { LentigoError } from "../contract/errors";
import type { EventPayload } from "../contract/events";
import type { Outcome, OutcomeId } from "../contract/outcomes";
import type { Actor } from "../domain/audit";
import { calendarDay } from "../domain/calendarDay";
import type { OutcomeKind } from "../domain/outcome";
import type { Store } from "../store/open";
import type { Archive } from "../workflows/archive";
import type { RecordedChange } from "../workflows/recordedChange";
import type { HandlersOf } from "./handlers";

export interface OutcomeHandlerOptions {
  readonly store: Store;
  readonly actor: Actor;
  readonly now: () => Date;
  readonly recorded: RecordedChange;
  readonly archive: Pick<Archive, "confirmed" | "wake">;
  readonly changed: (nouns: EventPayload<"store.changed">["nouns"]) => void;
}

export function outcomeHandlers({
  store,
  actor,
  now,
  recorded,
  archive,
  changed,
}: OutcomeHandlerOptions): HandlersOf<"outcomes"> {
  /** Adds an entry; the log tells of what kind, never what was found. */
  const add = (
    photoId: Outcome["photoId"],
    kind: OutcomeKind,
    change: () => OutcomeId,
  ): Outcome => {
    const changeAndSend = (): OutcomeId => {
      const added = change();
      archive.confirmed(photoId);
      return added;
    };
    const id = recorded("photo.outcome", photoId, changeAndSend, { kind });
    archive.wake();
    changed(["photos", "patients"]);
    return store.outcomes.get(id);
  };

  return {
    "outcomes.list": ({ photoId }) => {
      store.photos.get(photoId);
      return store.outcomes.ofPhoto(photoId);
    },
    "outcomes.record": (outcome) =>
      add(outcome.photoId, "clinical", () => store.outcomes.record(outcome, actor, now())),
    "outcomes.recordHistology": (histology) => {
      if (histology.date > calendarDay(now())) throw new LentigoError("outcome.future");
      return add(histology.photoId, "histology", () =>
        store.outcomes.recordHistology(histology, actor, now()),
      );
    },
    "outcomes.withdraw": ({ outcomeId }) => {
      const { photoId, kind } = store.outcomes.get(outcomeId);
      const withdraw = (): void => {
        store.outcomes.withdraw(outcomeId, actor, now());
      };
      recorded("photo.outcome", photoId, withdraw, { kind, withdrawn: true });
      changed(["photos", "patients"]);
      return store.outcomes.get(outcomeId);
    },
  };
}
