/**
 * The record of a training run for an auditor, in the spirit of "Good machine learning practice for
 * medical device development: guiding principles" (FDA, Health Canada, MHRA, 2021): independent test
 * data, versions, a human decision, monitoring after deployment. In English, as audits of software
 * are, and without a patient's name.
 */
import { ComparisonSummary } from "../contract/comparison";
import type { Promotion } from "../contract/models";
import { agreementOf, type Agreement } from "../domain/agreement";
import type { Store } from "../store/open";
import type { StoredRun, TrainingPlan } from "../store/trainingRuns";
import type { ModelManifest } from "../vision/network/modelFolder";
import type { ModelFolders } from "./modelFolders";
import { recordText } from "./trainingRecord/recordText";
import { sideOf } from "./trainingData";

/** Everything that the record tells. */
export interface TrainingRecord {
  readonly written: string;
  readonly clinic: string;
  readonly run: Omit<StoredRun, "curve">;
  readonly data: {
    /** sha256 over contents, labels and sides; null where no version came of the run. */
    readonly fingerprint: string | null;
    readonly train: ReturnType<typeof sideOf>;
    readonly holdout: ReturnType<typeof sideOf>;
  } & Pick<TrainingPlan, "labelSources" | "leftOut"> & {
      /** Photos of the clinic that took part and have been deleted since. */
      readonly deletedSince: number;
      /** Those of patients who have withdrawn their consent since, or that were ruled out. */
      readonly ruledOutSince: number;
    };
  readonly seed: number;
  readonly software: TrainingPlan["software"];
  /** Null where no version came of the run, or it was deleted since. */
  readonly manifest: Pick<
    ModelManifest,
    "parent" | "temperature" | "operatingPoints" | "training" | "files"
  > | null;
  /** Without the answers for single photos. */
  readonly comparison: ComparisonSummary | null;
  /** Every time that the version became the active one or gave way, the latest first. */
  readonly decisions: readonly Promotion[];
  /** Of the version's answers and the outcomes that the clinic recorded later. */
  readonly monitoring: Agreement;
  readonly note: string;
}

export interface TrainingRecordOptions {
  readonly store: Store;
  readonly folders: Pick<ModelFolders, "checked">;
  readonly now: () => Date;
}

/**
 * The record of a run, also of one that failed or was cancelled, as Markdown with the same as JSON at
 * its end.
 *
 * @throws LentigoError `training.missing`; `model.missing` or `model.damaged`
 */
export async function trainingRecord(
  options: TrainingRecordOptions,
  runId: string,
): Promise<{ readonly name: string; readonly content: string }> {
  const record = await gatherRecord(options, runId);
  return { name: `training-record-${record.run.version}.md`, content: recordText(record) };
}

async function gatherRecord(
  { store, folders, now }: TrainingRecordOptions,
  runId: string,
): Promise<TrainingRecord> {
  const { curve, ...run } = store.trainingRuns.get(runId);
  const { version } = run;
  const plan = store.trainingRuns.plan(runId);
  const compared = store.trainingRuns.comparison(runId);
  const found = store.modelVersions.find(version);
  const manifest = found && (await folders.checked(version)).manifest;
  return {
    written: now().toISOString(),
    clinic: store.settings.clinic().name,
    run,
    data: {
      fingerprint: manifest?.training.dataFingerprint ?? null,
      train: sideOf(plan, "train"),
      holdout: sideOf(plan, "holdout"),
      labelSources: plan.labelSources,
      leftOut: plan.leftOut,
      ...lostSince(store, plan, version),
    },
    seed: plan.seed,
    software: plan.software,
    manifest: manifest && manifestOf(manifest),
    comparison: compared && ComparisonSummary.parse(compared),
    decisions: store.modelVersions.promotions(version),
    monitoring: agreementOf(
      store.confirmedAnswers
        .between(new Date(run.createdAt), now())
        .filter(({ modelVersion }) => modelVersion === version),
    ),
    note: found?.note ?? "",
  };
}

function manifestOf(manifest: ModelManifest): NonNullable<TrainingRecord["manifest"]> {
  const { parent, temperature, operatingPoints, training, files } = manifest;
  return { parent, temperature, operatingPoints, training, files };
}

/** What of the clinic's own photos is gone, or may no longer be learned from. */
function lostSince(
  store: Store,
  { photos }: TrainingPlan,
  version: string,
): { readonly deletedSince: number; readonly ruledOutSince: number } {
  const cases = new Map(store.trainingCases.all(version).map((one) => [one.sourceHash, one]));
  const own = photos.filter(({ photoId }) => photoId !== null);
  const deleted = own.filter(({ sourceHash }) => store.photos.findBySource(sourceHash) === null);
  const usable = own.filter(({ sourceHash }) => cases.get(sourceHash)?.leftOut === null);
  return {
    deletedSince: deleted.length,
    ruledOutSince: own.length - usable.length - deleted.length,
  };
}
