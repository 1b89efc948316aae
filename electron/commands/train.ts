import { join } from "node:path";
import { runTrain, type TrainOptions, type TrainReport } from "../training/command";
import { withInterval } from "../training/metricTables";
import type { ModelMetrics } from "../training/modelMetrics";

export interface TrainCommand {
  readonly options: Omit<TrainOptions, "workerFile" | "signal">;
  /** Folder of the bundles, where the augmentation worker lies. */
  readonly bundles: string;
  /** One JSON object a line in place of sentences. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/**
 * Trains a model version and says how far it is. Ctrl-C writes a checkpoint and ends; the same
 * command with `--resume` goes on from there.
 *
 * @returns exit status: 0 done, 130 interrupted
 */
export async function train({ options, bundles, json, print }: TrainCommand): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort(new Error("interrupted"));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    const metrics = await runTrain(
      {
        ...options,
        workerFile: join(bundles, "augment-worker.cjs"),
        signal: interruption.signal,
      },
      (event) => {
        print(json ? JSON.stringify(event) : sentence(event));
      },
    );
    print(json ? JSON.stringify({ phase: "done", metrics }) : summary(metrics, options.out));
    return 0;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    print(
      json ? JSON.stringify({ phase: "interrupted" }) : "Interrupted. --resume goes on from here.",
    );
    return 130;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

function sentence(event: TrainReport): string {
  switch (event.phase) {
    case "data": {
      const lost = event.missing.length === 0 ? "" : `, ${event.missing.length} without a file`;
      return `${event.images} photos to train on${lost}`;
    }
    case "training": {
      const place = `epoch ${event.epoch + 1} of ${event.epochs}, step ${event.step} of ${event.steps}`;
      const speed = `${event.imagesPerSecond.toFixed(0)} photos/s`;
      return `${place}, loss ${event.loss.toFixed(3)}, ${speed}, ${timeLeft(event.secondsLeft)} left`;
    }
    case "measuring":
      return `measuring on ${event.split}: ${event.done} of ${event.total}`;
  }
}

function summary({ splits }: ModelMetrics, out: string): string {
  const lines = Object.entries(splits).map(([split, result]) => {
    const balanced = withInterval(result.balancedAccuracy, result.intervals.balancedAccuracy);
    return `${split}: balanced accuracy ${balanced}, accuracy ${result.accuracy.toFixed(3)}`;
  });
  return [...lines, `written to ${out}`].join("\n");
}

function timeLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
