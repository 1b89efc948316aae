import { join } from "node:path";
import { fillWords } from "../contract/errorText";
import type { ClassMetrics } from "../training/classMetrics";
import { runTrain, type TrainOptions, type TrainReport } from "../training/command";
import type { DatasetProblem } from "../training/dataset/photo";
import { withInterval } from "../training/metricTables";

export interface TrainCommand {
  readonly options: Omit<TrainOptions, "workerFile" | "signal">;
  /** Folder of the bundles, where the augmentation worker lies. */
  readonly bundles: string;
  /** One JSON object a line in place of sentences. */
  readonly json: boolean;
  readonly problemWords: Readonly<Record<DatasetProblem["problem"], string>>;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/**
 * Trains a model version and says how far it is. Ctrl-C writes a checkpoint and ends; the same
 * command with `--resume` goes on from there.
 *
 * @returns exit status: 0 done, also where photos are of classes outside the recipe's, as in public
 * tables; 1 done, but rows, files or folders of the data were left out; 130 interrupted
 */
export async function train({
  options,
  bundles,
  json,
  problemWords,
  print,
}: TrainCommand): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort(new Error("interrupted"));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  let leftOut = 0;
  try {
    const metrics = await runTrain(
      {
        ...options,
        workerFile: join(bundles, "augment-worker.cjs"),
        signal: interruption.signal,
      },
      (event) => {
        if (event.phase === "data") leftOut = event.dataset.problems.filter(leavesOut).length;
        print(json ? JSON.stringify(event) : sentence(event, problemWords));
      },
    );
    print(json ? JSON.stringify({ phase: "done", metrics }) : summary(metrics, options.out));
    return leftOut === 0 ? 0 : 1;
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

/** A row whose age cannot be read is learned from all the same. */
function leavesOut({ problem }: DatasetProblem): boolean {
  return problem !== "age-unknown";
}

type ProblemWords = TrainCommand["problemWords"];

function sentence(event: TrainReport, problemWords: ProblemWords): string {
  switch (event.phase) {
    case "data":
      return aboutData(event, problemWords);
    case "training": {
      const place = `epoch ${event.epoch} of ${event.epochs}, step ${event.step} of ${event.steps}`;
      const speed = `${event.imagesPerSecond.toFixed(0)} photos/s`;
      return `${place}, loss ${event.loss.toFixed(3)}, ${speed}, ${timeLeft(event.secondsLeft)} left`;
    }
    case "measuring":
      return `measuring on ${event.split}: ${event.done} of ${event.total}`;
  }
}

/** Problems that are told one by one; the rest are counted. */
const TOLD_PROBLEMS = 10;

function aboutData(
  { images, dataset, warnings }: Extract<TrainReport, { phase: "data" }>,
  problemWords: ProblemWords,
): string {
  const { classes, parts, groups, notices, problems, unfit } = dataset;
  const told = problems.slice(0, TOLD_PROBLEMS).map(({ row, name, problem, details }) => {
    const place = row === null ? name : `row ${row}, ${name}`;
    return `${place}: ${fillWords(problemWords[problem], details)}`;
  });
  const untold = problems.length - told.length;
  const by = groups.by === "given" ? "as the data say" : `by ${groups.by}`;
  return [
    ...told,
    ...(untold > 0 ? [`and ${untold} more problems`] : []),
    ...(unfit > 0 ? [`${unfit} photos are of no class of the recipe's`] : []),
    `classes: ${classes.map(({ name, photos }) => `${name} ${photos}`).join(", ")}`,
    `divided ${by}: ${parts.map(({ name, photos }) => `${name} ${photos}`).join(", ")}`,
    ...notices,
    ...warnings,
    `${images} photos to train on`,
  ].join("\n");
}

/** What both kinds of models are measured by. */
interface MeasuredSplits {
  readonly splits: Readonly<Record<string, ClassMetrics>>;
}

function summary({ splits }: MeasuredSplits, out: string): string {
  const lines = Object.entries(splits).map(([split, result]) => {
    const balanced = withInterval(result.balancedAccuracy, result.intervals.balancedAccuracy);
    const accuracy = withInterval(result.accuracy, result.intervals.accuracy);
    return `${split}: balanced accuracy ${balanced}, accuracy ${accuracy}`;
  });
  return [...lines, `written to ${out}`].join("\n");
}

function timeLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
