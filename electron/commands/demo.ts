import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { unguarded } from "../store/keyFile";
import { openStore } from "../store/open";
import type { VisionClient } from "../vision/client";
import { createDemoClinic, type DemoClinicReport } from "../workflows/createDemoClinic";
import { createRecordedChange } from "../workflows/recordedChange";

export interface DemoCommand {
  /** Folder of the demo clinic; made where it does not exist, gone on with where it does. */
  readonly out: string;
  /** How many of the demo's patients; all if not given. */
  readonly patients?: number;
  /** Folder of the bundles, where the drawing worker lies. */
  readonly bundles: string;
  readonly vision: VisionClient;
  /** One JSON object in place of a sentence. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/** What `demo create --json` prints. This shape is documented; scripts rely on it. */
export interface DemoLine extends DemoClinicReport {
  readonly folder: string;
}

/**
 * Makes a clinic of invented patients. Its key lies in the folder as it is: nothing in it needs
 * guarding. Ctrl-C ends it after the photo at hand; the same command goes on from there.
 *
 * @returns exit status: 0 done, 130 interrupted
 */
export async function createDemo(command: DemoCommand): Promise<number> {
  const { out, patients, bundles, vision, json, print, onProgress } = command;
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  if (existsSync(out) && readdirSync(out).length === 0) rmdirSync(out);
  const store = openStore({ folder: out, guards: [unguarded] });
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    const now = (): Date => new Date();
    const actor = { id: null, name: "", role: "admin" } as const;
    const report = await createDemoClinic({
      store,
      recorded: createRecordedChange({ store, actor, now }),
      vision,
      now,
      workerFile: join(bundles, "demo-draw-worker.cjs"),
      ...(patients === undefined ? {} : { patients }),
      onProgress,
      signal: interruption.signal,
    });
    const line: DemoLine = { folder: out, ...report };
    print(json ? JSON.stringify(line) : sentence(line));
    return report.complete ? 0 : 130;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
    store.close();
  }
}

function sentence({ folder, complete, patients, lesions, photos, outcomes }: DemoLine): string {
  const counts = `${patients} patients, ${lesions} lesions, ${photos} photos, ${outcomes} outcomes`;
  return complete
    ? `${counts} in ${folder}`
    : `Interrupted after ${photos} photos. The same command goes on from here.`;
}
