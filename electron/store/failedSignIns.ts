import { existsSync, readFileSync, rmSync } from "node:fs";
import * as z from "zod";
import { parseJson } from "./parseJson";
import { writeDurably } from "./writeDurably";

const FailedSignIns = z.strictObject({
  count: z.int().min(0),
  first: z.iso.datetime(),
  last: z.iso.datetime(),
});

/** Wrong attempts since somebody last signed in. */
export type FailedSignIns = z.output<typeof FailedSignIns>;

/**
 * Counts wrong attempts in a file, since nobody who fails can write into the encrypted log;
 * who signs in next enters them there. It outlasts a restart, so that one wins no attempts.
 */
export interface FailureCount {
  read(): FailedSignIns | null;
  add(at: Date): void;
  clear(): void;
}

export function openFailureCount(file: string): FailureCount {
  const read = (): FailedSignIns | null => {
    if (!existsSync(file)) return null;
    return FailedSignIns.safeParse(parseJson(readFileSync(file, "utf8"))).data ?? null;
  };
  return {
    read,
    add(at) {
      const before = read();
      const time = at.toISOString();
      const now: FailedSignIns = {
        count: (before?.count ?? 0) + 1,
        first: before?.first ?? time,
        last: time,
      };
      writeDurably(file, Buffer.from(`${JSON.stringify(now)}\n`));
    },
    clear() {
      rmSync(file, { force: true });
    },
  };
}
