import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { colourRun } from "./colourRun";
import { must, type KillKind } from "./killKind";

type Word =
  | { readonly kind: "from" | "step"; readonly step: number }
  | { readonly kind: "done"; readonly weights: readonly number[] };

/** Sums over threads may differ in the last digits. */
const TOLERANCE = 1e-4;

/** Every so many kills also cost the newest checkpoint a byte. */
const DAMAGE_EVERY = 3;

const checkpointsOf = (folder: string): string => join(folder, "checkpoints");
const expectedFile = (folder: string): string => join(folder, "expected.json");
/** After which step the next round must go on, at least. */
const owedFile = (folder: string): string => join(folder, "owed.json");

const nothing = (): void => undefined;

function damageNewest(folder: string): void {
  const newest = readdirSync(checkpointsOf(folder))
    .filter((name) => name.endsWith(".bin"))
    .sort();
  const name = newest.at(-1);
  if (name === undefined) return;
  const file = join(checkpointsOf(folder), name);
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

/** A network is trained; each round goes on from the newest checkpoint that is whole. */
export const training: KillKind<Word> = {
  name: "training",
  moment: { words: 8, ms: 150 },

  async prepare(folder) {
    const whole = await colourRun(join(folder, "whole"), nothing, nothing);
    must(whole.length > 1000, "a run comes to its end");
    writeFileSync(expectedFile(folder), JSON.stringify(whole));
  },

  async work({ folder, ready, tell }) {
    const weights = await colourRun(
      checkpointsOf(folder),
      (step) => {
        ready();
        tell({ kind: "from", step });
      },
      (step) => {
        tell({ kind: "step", step });
      },
    );
    tell({ kind: "done", weights });
  },

  check(folder, told, round) {
    let owed = existsSync(owedFile(folder)) ? Number(readFileSync(owedFile(folder), "utf8")) : 0;
    let steps = 0;
    for (const word of told) {
      switch (word.kind) {
        case "from":
          must(word.step >= owed, `step ${String(owed)} is gone on from, not ${String(word.step)}`);
          owed = word.step;
          break;
        case "step":
          steps += 1;
          // A step is told before its own checkpoint is written.
          owed = word.step - 1;
          break;
        case "done": {
          const expected = JSON.parse(readFileSync(expectedFile(folder), "utf8")) as number[];
          const apart = word.weights.map((value, at) => Math.abs(value - (expected[at] ?? NaN)));
          must(
            apart.every((difference) => difference < TOLERANCE),
            "the same weights as without a kill",
          );
          rmSync(checkpointsOf(folder), { recursive: true, force: true });
          owed = 0;
          break;
        }
      }
    }
    if (round % DAMAGE_EVERY === 0 && existsSync(checkpointsOf(folder))) {
      damageNewest(folder);
      owed -= 1;
    }
    writeFileSync(owedFile(folder), String(owed));
    return Promise.resolve({ kept: steps, leftOver: 0 });
  },
};
