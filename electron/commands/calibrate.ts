import { runCalibrate, type CalibrateOptions } from "../training/command";

export interface CalibrateCommand {
  readonly options: CalibrateOptions;
  /** One JSON object a line in place of sentences. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** Photos between two lines of progress. */
const EVERY = 400;

/** Measures a model version anew and says how far it is. @returns exit status: 0 */
export async function calibrate({ options, json, print }: CalibrateCommand): Promise<number> {
  let told = "";
  const metrics = await runCalibrate(options, (progress) => {
    const { split, done, total } = progress;
    const stage = `${split} ${String(Math.floor(done / EVERY))}`;
    if (stage === told && done !== total) return;
    told = stage;
    print(json ? JSON.stringify(progress) : `measuring on ${split}: ${done} of ${total}`);
  });
  if (json) {
    print(JSON.stringify({ phase: "done", metrics }));
    return 0;
  }
  const { thresholds, unfamiliar } = metrics;
  print(`temperature ${metrics.calibration.temperature.toFixed(3)}`);
  print(
    `urgent from ${thresholds.urgent.threshold.toFixed(3)}, soon from ${thresholds.soon.threshold.toFixed(3)}`,
  );
  for (const [split, { refused }] of Object.entries(unfamiliar?.splits ?? {})) {
    print(`${split}: ${(refused * 100).toFixed(1)} % refused as not being of a lesion`);
  }
  print(`written to ${options.out}`);
  return 0;
}
