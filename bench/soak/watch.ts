import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ownChildren, sampleOf, type ProcessSample } from "./processes";
import { slopeOf } from "./trend";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/**
 * What native code keeps for objects that were collected, such as statements of SQLite, it frees in a
 * later turn of the event loop.
 */
async function collectAll(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    collectGarbage();
    await wait(20);
  }
}

/** How memory and handles of the processes went while work was repeated. */
export interface Watch {
  /** Called after each piece of work that is to count, with how much has been done so far. */
  readonly look: (done: number) => Promise<void>;
  /** Rows of the table, and whether all of them are flat. */
  readonly verdict: () => { readonly rows: string[][]; readonly isFlat: boolean };
}

interface Look extends ProcessSample {
  readonly done: number;
}

/** What memory may grow by over the whole watch, as a share of what it was. */
const GROWTH = 0.1;
/** A file that happens to be open when it is looked. */
const HANDLES = 3;

/** @param names of the processes that this one has started, in their order, after its own */
export function watchProcesses(names: readonly string[]): Watch {
  const looks = new Map<number | "self", Look[]>();
  const counts = new Set<number>();
  return {
    async look(done) {
      await collectAll();
      const children = ownChildren();
      counts.add(children.length);
      for (const pid of ["self" as const, ...children]) {
        const known = looks.get(pid) ?? [];
        looks.set(pid, [...known, { done, ...sampleOf(pid) }]);
      }
    },
    verdict() {
      let isFlat = counts.size === 1 && looks.size === names.length;
      const rows = [...looks.values()].map((seen, place) => {
        const [first, last] = [seen[0], seen.at(-1)];
        if (!first || !last) throw new Error("nothing was looked at");
        const slope = slopeOf(seen.map(({ done, memory }) => ({ x: done, y: memory })));
        const growth = (slope * (last.done - first.done)) / first.memory;
        if (growth > GROWTH || last.handles > first.handles + HANDLES) isFlat = false;
        return [
          names[place] ?? "another process",
          `${(first.memory / 1024).toFixed(0)} MiB`,
          `${(last.memory / 1024).toFixed(0)} MiB`,
          `${slope.toFixed(2)} KiB`,
          `${(growth * 100).toFixed(1)} %`,
          `${String(first.handles)} → ${String(last.handles)}`,
        ];
      });
      return { rows, isFlat };
    },
  };
}
