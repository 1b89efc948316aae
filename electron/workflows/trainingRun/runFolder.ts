import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { Comparison } from "../../contract/comparison";
import { TrainingRun } from "../../contract/training";
import { parseJson } from "../../store/parseJson";
import { writeDurably } from "../../store/writeDurably";

/**
 * How a run came to its end, as it is kept where nobody needs to be signed in: photos by their
 * place in the plan, no ids and no names.
 */
const KeptEnd = z.discriminatedUnion("state", [
  z.object({ state: z.literal("done"), comparison: Comparison }),
  z.object({ state: z.literal("cancelled") }),
  z.object({ state: z.literal("failed"), failure: TrainingRun.shape.failure.unwrap() }),
  /** It can be gone on with; `failure` is what it lacked, null where it was merely ended. */
  z.object({ state: z.literal("interrupted"), failure: TrainingRun.shape.failure }),
]);
export type KeptEnd = z.output<typeof KeptEnd>;

/** What a run leaves on the disk: checkpoints, the candidate, its end. Never a photo. */
export interface RunFolder {
  /** The candidate's model folder, once it is whole. */
  readonly model: string;
  readonly checkpoints: string;
  /** Makes the folder; what an earlier attempt left of a candidate goes. */
  prepare(): void;
  keepEnd(end: KeptEnd): void;
  /** Null where the run has not come to its end. */
  end(): KeptEnd | null;
  remove(): void;
}

/** @param folder of all runs of one clinic */
export function runFolder(folder: string, runId: string): RunFolder {
  const own = join(folder, runId);
  const endFile = join(own, "end.json");
  const model = join(own, "model");
  return {
    model,
    checkpoints: join(own, "checkpoints"),
    prepare() {
      mkdirSync(own, { recursive: true });
      rmSync(model, { recursive: true, force: true });
      rmSync(endFile, { force: true });
    },
    keepEnd(end) {
      writeDurably(endFile, Buffer.from(JSON.stringify(end)));
    },
    end() {
      if (!existsSync(endFile)) return null;
      return KeptEnd.safeParse(parseJson(readFileSync(endFile, "utf8"))).data ?? null;
    },
    remove() {
      rmSync(own, { recursive: true, force: true });
    },
  };
}

/** Removes what runs left that have come to their end, a crash before it was cleared away. */
export function clearRunFolders(folder: string, unfinished: ReadonlySet<string>): void {
  if (!existsSync(folder)) return;
  for (const runId of readdirSync(folder)) {
    if (!unfinished.has(runId)) runFolder(folder, runId).remove();
  }
}
