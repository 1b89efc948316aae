import type { Database } from "better-sqlite3";
import * as z from "zod";
import { Comparison } from "../contract/comparison";
import { LentigoError } from "../contract/errors";
import { ModelVersion } from "../contract/models";
import { PhotoId } from "../contract/shapes";
import { CurvePoint, LEFT_OUT, TrainingRun, type RetrainRecipe } from "../contract/training";
import { DIAGNOSES } from "../domain/diagnosis";
import { TRAINING_SIDES } from "../domain/trainingSide";
import { parseJson } from "./parseJson";

/** What a run learns from and is judged by: enough to read the same photos again. */
export const TrainingPlan = z.object({
  seed: z.int(),
  /** Under which the trainer keeps features of photos on the disk; null: it keeps none. */
  featureKey: z.string().nullable().default(null),
  source: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("clinic") }),
    z.object({ kind: z.literal("folder"), path: z.string() }),
  ]),
  /** Photos by where their labels come from. */
  labelSources: z.object({ histology: z.int(), clinical: z.int(), table: z.int() }),
  /** Photos with a label that took no part, when the run began. */
  leftOut: z.array(z.object({ reason: z.enum(LEFT_OUT), photos: z.int() })),
  /** Programs by which it was trained, and their versions. */
  software: z.record(z.string(), z.string()),
  /** The comparison names photos by their place in this list. */
  photos: z.array(
    z.object({
      /** Null where the photo is none of the clinic's. */
      photoId: PhotoId.nullable(),
      /** Within the folder; null where it is one of the clinic's. */
      file: z.string().nullable(),
      sourceHash: z.string(),
      /** Of the picture without metadata; plans of an earlier Lentigo have none. */
      contentHash: z.string().nullable().default(null),
      label: z.enum(DIAGNOSES),
      /** What is kept together: the patient, else the lesion, else the photo. */
      group: z.string(),
      part: z.enum(TRAINING_SIDES),
    }),
  ),
});
export type TrainingPlan = z.output<typeof TrainingPlan>;

export interface NewTrainingRun {
  readonly id: string;
  /** The version that results, and the active one that it goes on from. */
  readonly version: ModelVersion;
  readonly parent: string;
  readonly recipe: RetrainRecipe;
  /** Where the photos come from, as people know it. */
  readonly source: string;
  /** Null where no account is known. */
  readonly startedBy: string | null;
  /** Null: at once. */
  readonly scheduledFor: Date | null;
  readonly plan: TrainingPlan;
}

/** A run as it is kept; how far it is at this moment only the process knows. */
export type StoredRun = Omit<
  TrainingRun,
  "phase" | "progress" | "secondsLeft" | "photosPerSecond" | "device" | "memory"
>;

/** How a run came to its end. */
export type RunEnd =
  | { readonly state: "done"; readonly comparison: Comparison }
  | { readonly state: "cancelled" }
  | { readonly state: "failed"; readonly failure: NonNullable<TrainingRun["failure"]> };

export interface TrainingRuns {
  /**
   * Adds a run, and notes of every photo to learn from that its version learns from it: what is
   * deleted meanwhile names that version, too.
   *
   * @throws LentigoError `training.running` where another one is under way
   */
  add(run: NewTrainingRun, at: Date): void;
  /** The latest first. */
  list(): StoredRun[];
  /** @throws LentigoError `training.missing` */
  get(id: string): StoredRun;
  /** @throws LentigoError `training.missing` */
  plan(id: string): TrainingPlan;
  /** Null where the run has not come to its end. @throws LentigoError `training.missing` */
  comparison(id: string): Comparison | null;
  /** @throws LentigoError `training.missing`, or `training.running` where another is under way */
  setState(id: string, state: "preparing" | "running" | "paused"): void;
  /**
   * Notes that nobody is at work on a run any more, though it can be gone on with.
   *
   * @param failure what it lacked; null where it was merely ended
   * @throws LentigoError `training.missing`
   */
  interrupt(id: string, failure: TrainingRun["failure"]): void;
  /** @throws LentigoError `training.missing` */
  setCurve(id: string, curve: readonly CurvePoint[]): void;
  /**
   * Ends a run. Where no version came of it, none has learned from its photos.
   *
   * @throws LentigoError `training.missing`
   */
  end(id: string, end: RunEnd, at: Date): void;
}

interface RunRow {
  readonly id: string;
  readonly version: string;
  readonly parent: string;
  readonly recipe: RetrainRecipe;
  readonly source: string;
  readonly state: TrainingRun["state"];
  readonly started_by: string | null;
  readonly created_at: string;
  readonly scheduled_for: string | null;
  readonly finished_at: string | null;
  readonly train_photos: number;
  readonly holdout_photos: number;
  readonly curve: string;
  readonly failure: string | null;
}

/** All but `plan` and `comparison`, which hold every photo. */
const RUN = `
  SELECT id, version, parent, recipe, source, state, started_by, created_at, scheduled_for,
    finished_at, train_photos, holdout_photos, curve, failure
  FROM training_runs
`;

export function trainingRuns(database: Database): TrainingRuns {
  const insert = database.prepare(`
    INSERT INTO training_runs (id, version, parent, recipe, source, state, started_by, created_at,
      scheduled_for, train_photos, holdout_photos, plan)
    VALUES (@id, @version, @parent, @recipe, @source, @state, @startedBy, @at, @scheduledFor,
      @train, @holdout, @plan)
  `);
  const all = database.prepare<[], RunRow>(`${RUN} ORDER BY created_at DESC, rowid DESC`);
  const byId = database.prepare<[string], RunRow>(`${RUN} WHERE id = ?`);
  const planOf = database
    .prepare<[string], string>("SELECT plan FROM training_runs WHERE id = ?")
    .pluck();
  const comparisonOf = database
    .prepare<[string], string | null>("SELECT comparison FROM training_runs WHERE id = ?")
    .pluck();
  const setState = database.prepare(
    "UPDATE training_runs SET state = @state, failure = @failure WHERE id = @id",
  );
  const setCurve = database.prepare("UPDATE training_runs SET curve = ? WHERE id = ?");
  const end = database.prepare(`
    UPDATE training_runs SET state = @state, finished_at = @at, failure = @failure,
      comparison = @comparison
    WHERE id = @id
  `);
  const isUnderWay = database.prepare(`
    SELECT 1 FROM training_runs
    WHERE state IN ('scheduled', 'preparing', 'running', 'paused') AND id <> ?
  `);
  const use = database.prepare("INSERT OR IGNORE INTO training_uses VALUES (?, ?)");
  const forgetUses = database.prepare("DELETE FROM training_uses WHERE model_version = ?");

  const get = (id: string): StoredRun => {
    const row = byId.get(id);
    if (!row) throw new LentigoError("training.missing");
    return fromRow(row);
  };
  const requireAlone = (id: string): void => {
    if (isUnderWay.get(id)) throw new LentigoError("training.running");
  };
  const requireChange = ({ changes }: { readonly changes: number }): void => {
    if (changes === 0) throw new LentigoError("training.missing");
  };

  return {
    add: database.transaction((run: NewTrainingRun, at: Date): void => {
      requireAlone(run.id);
      const { plan, scheduledFor, ...columns } = run;
      const learned = plan.photos.filter(({ part }) => part === "train");
      insert.run({
        ...columns,
        state: scheduledFor ? "scheduled" : "preparing",
        at: at.toISOString(),
        scheduledFor: scheduledFor?.toISOString() ?? null,
        train: learned.length,
        holdout: plan.photos.length - learned.length,
        plan: JSON.stringify(plan),
      });
      for (const { sourceHash, contentHash } of learned) {
        use.run(sourceHash, run.version);
        if (contentHash !== null) use.run(contentHash, run.version);
      }
    }),
    list: () => all.all().map(fromRow),
    get,
    plan(id) {
      const text = planOf.get(id);
      if (text === undefined) throw new LentigoError("training.missing");
      return read(TrainingPlan, text);
    },
    comparison(id) {
      const text = comparisonOf.get(id);
      if (text === undefined) throw new LentigoError("training.missing");
      return text === null ? null : read(Comparison, text);
    },
    setState: database.transaction((id: string, state: StoredRun["state"]): void => {
      requireAlone(id);
      requireChange(setState.run({ id, state, failure: null }));
    }),
    interrupt(id, failure) {
      const text = failure && JSON.stringify(failure);
      requireChange(setState.run({ id, state: "interrupted", failure: text }));
    },
    setCurve(id, curve) {
      requireChange(setCurve.run(JSON.stringify(curve), id));
    },
    end: database.transaction((id: string, how: RunEnd, at: Date): void => {
      const { version } = get(id);
      end.run({
        id,
        state: how.state,
        at: at.toISOString(),
        failure: how.state === "failed" ? JSON.stringify(how.failure) : null,
        comparison: how.state === "done" ? JSON.stringify(how.comparison) : null,
      });
      if (how.state !== "done") forgetUses.run(version);
    }),
  };
}

function fromRow(row: RunRow): StoredRun {
  return {
    id: row.id,
    recipe: row.recipe,
    version: ModelVersion.parse(row.version),
    parent: row.parent,
    source: row.source,
    state: row.state,
    startedBy: row.started_by,
    createdAt: row.created_at,
    scheduledFor: row.scheduled_for,
    finishedAt: row.finished_at,
    photos: { train: row.train_photos, holdout: row.holdout_photos },
    curve: read(z.array(CurvePoint), row.curve),
    failure: row.failure === null ? null : read(TrainingRun.shape.failure, row.failure),
  };
}

/** @throws LentigoError `store.damaged` where the text is not what was written */
function read<T>(shape: z.ZodType<T>, text: string): T {
  const value = shape.safeParse(parseJson(text));
  if (!value.success) throw new LentigoError("store.damaged", {}, { cause: value.error });
  return value.data;
}
