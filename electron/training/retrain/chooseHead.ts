/**
 * The head for a clinic: trained on its photos and on rehearsed ones. How much the clinic counts, and
 * how far the head may move, is decided by what heads that never saw a patient say of that patient.
 */
import type { CurvePoint } from "../../contract/training";
import type { Kernels } from "../../vision/network/kernels";
import { classWeights } from "../sampling";
import { curveMeasures } from "./curveMeasures";
import { createHeadFitter, type Head, type HeadOffset } from "./convexHead";
import { partsByGroup, type GroupedPhoto } from "./groupedParts";
import type { EmbeddingSet } from "./rehearsalFile";

export interface ClinicEmbeddings {
  readonly photos: readonly GroupedPhoto[];
  readonly embeddings: readonly Float32Array[];
}

export interface HeadChoice {
  /** Part of all weight that the clinic's photos have, 0 to 1. */
  readonly clinicShare: number;
  /** See convexHead.ts. */
  readonly decay: number;
}

export interface ChosenHead extends HeadChoice {
  readonly head: Head;
  /** Of each photo of the clinic, by a head that saw no photo of its group. */
  readonly outOfFold: readonly Float32Array[];
  /** Mean loss of the clinic's photos out of fold, classes evenly counted. */
  readonly loss: number;
}

/** Groups are dealt into so many parts, each of which is predicted from the others. */
const FOLDS = 5;

/**
 * The clinic counts for half or more, and the head may move: somebody who retrains wants the clinic's
 * photos learned from. If they mislead, the comparison must show it, not hide in a tiny step. Labels
 * that were shuffled would otherwise choose to change next to nothing, and pass.
 */
const CLINIC_SHARES = [1 / 2, 2 / 3] as const;

const DECAYS = [0.3, 0.1, 0.03] as const;

/** Stream number of the folds. */
const FOLD = 0xf01d;

export interface ChoiceOptions {
  readonly seed: number;
  /** Called between fits; may wait, or throw to end the search. */
  readonly pause: () => Promise<void>;
  /** @param done share of the search that is done, 0 to 1 */
  readonly onProgress: (done: number) => void;
  /** Told of each pair that was tried, how heads do on patients whom they had not seen. */
  readonly onPoint: (point: CurvePoint) => void;
}

/**
 * @param rehearsal null where the active model brings none: then only the distance to its head counts
 * @throws Error where the clinic's photos are of one group
 */
export async function chooseHead(
  kernels: Kernels,
  clinic: ClinicEmbeddings,
  rehearsal: EmbeddingSet | null,
  active: Head,
  { seed, pause, onProgress, onPoint }: ChoiceOptions,
): Promise<ChosenHead> {
  const { photos } = clinic;
  const classes = active.bias.length;
  const labels = photos.map(({ label }) => label);
  const folds = partsByGroup(photos, new Array<number>(FOLDS).fill(1), seed, FOLD);
  const used = [...new Set(folds)];
  if (used.length < 2) throw new Error("Answers out of fold need two groups or more");
  const rehearsed = rehearsal?.labels ?? [];
  const shares = rehearsal ? CLINIC_SHARES : [1];
  const byClass = classWeights(labels, classes, "sqrt");
  const fitter = createHeadFitter(kernels, {
    embeddings: [...clinic.embeddings, ...(rehearsal?.embeddings ?? [])],
    labels: [...labels, ...rehearsed],
    active,
  });
  const weightsOf = (share: number, without: number | null): number[] => {
    const own = labels.map((label, photo) =>
      folds[photo] === without ? 0 : (byClass[label] ?? 1),
    );
    const total = own.reduce((sum, weight) => sum + weight, 0);
    return [
      ...own.map((weight) => (share * weight) / total),
      ...rehearsed.map(() => (1 - share) / rehearsed.length),
    ];
  };
  try {
    const fits = shares.length * DECAYS.length * used.length + 1;
    let done = 0;
    let tried = 0;
    const step = async (): Promise<void> => {
      done += 1;
      onProgress(done / fits);
      await pause();
    };
    let best: Omit<ChosenHead, "head"> | null = null;
    for (const clinicShare of shares) {
      const starts = new Map<number, HeadOffset>();
      for (const decay of DECAYS) {
        const outOfFold = new Array<Float32Array>(photos.length);
        for (const fold of used) {
          const start = starts.get(fold);
          const weights = weightsOf(clinicShare, fold);
          const offset = fitter.fit({ weights, decay, search: "rough", ...(start && { start }) });
          starts.set(fold, offset);
          const logits = fitter.logits(offset);
          folds.forEach((own, photo) => {
            if (own === fold) outOfFold[photo] = logits[photo] ?? new Float32Array(classes);
          });
          await step();
        }
        const loss = balancedLoss(outOfFold, labels, classes);
        tried += 1;
        const answers = labels.map((label, photo) => ({ label, logits: outOfFold[photo] ?? [] }));
        onPoint({ at: tried, loss, ...curveMeasures(answers) });
        if (!best || loss < best.loss) best = { clinicShare, decay, outOfFold, loss };
      }
    }
    if (!best) throw new Error("There was no choice");
    const { clinicShare, decay } = best;
    const offset = fitter.fit({
      weights: weightsOf(clinicShare, null),
      decay,
      search: "exact",
    });
    await step();
    return { ...best, head: fitter.head(offset) };
  } finally {
    fitter.dispose();
  }
}

/** Mean over the classes of their photos' mean cross-entropy. */
function balancedLoss(
  logits: readonly Float32Array[],
  labels: readonly number[],
  classes: number,
): number {
  const weights = classWeights(labels, classes, "balanced");
  return logits.reduce((sum, row, photo) => {
    const label = labels[photo] ?? 0;
    const greatest = Math.max(...row);
    const total = row.reduce((all, logit) => all + Math.exp(logit - greatest), 0);
    const loss = greatest + Math.log(total) - (row[label] ?? 0);
    return sum + ((weights[label] ?? 1) * loss) / labels.length;
  }, 0);
}
