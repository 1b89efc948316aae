/** A process that trains for a while when asked, and tells how long its steps took. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as z from "zod";

export const Turn = z.object({
  /** Of each step that was asked for. */
  milliseconds: z.array(z.number()),
  /** Of processor time in each step, all threads: what other work on the machine hardly changes. */
  processor: z.array(z.number()),
  /** The most memory that the process has held since its start. */
  peakBytes: z.number(),
  /** Milliseconds of each step that went into waiting for photos, where the side knows them. */
  waiting: z.array(z.number()).optional(),
});

export type Turn = z.infer<typeof Turn>;

/** Steps before those that count: the pipeline fills again. */
export const UNCOUNTED_STEPS = 2;

export interface Side {
  readonly name: string;
  turn(steps: number): Promise<Turn>;
  close(): void;
}

/** @param oneDnn of TF_ENABLE_ONEDNN_OPTS; undefined leaves it unset */
export function openSide(
  name: string,
  program: string,
  args: readonly string[],
  oneDnn?: string,
): Side {
  const env = { ...process.env };
  delete env["TF_ENABLE_ONEDNN_OPTS"];
  if (oneDnn !== undefined) env["TF_ENABLE_ONEDNN_OPTS"] = oneDnn;
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"], env });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async turn(steps) {
      child.stdin.write(`${steps + UNCOUNTED_STEPS}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error(`${name} has ended`);
      const { milliseconds, processor, waiting, peakBytes } = Turn.parse(JSON.parse(answer.value));
      return {
        milliseconds: milliseconds.slice(-steps),
        processor: processor.slice(-steps),
        peakBytes,
        ...(waiting && { waiting: waiting.slice(-steps) }),
      };
    },
    close() {
      child.stdin.end();
    },
  };
}
