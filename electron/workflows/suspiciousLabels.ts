import type { SuspiciousLabel } from "../contract/training";
import { leadingDiagnosis, type Diagnosis } from "../domain/diagnosis";
import { createNeighbourIndex, type NeighbourIndex } from "../domain/neighbours";
import {
  modelDoubts,
  neighbourLabels,
  neighboursDisagree,
  NEIGHBOURS_ASKED,
} from "../domain/suspiciousLabel";
import type { Store } from "../store/open";
import type { LatestAnswer, TrainingCase } from "../store/trainingCases";

/** So many, the least probable, are compared and shown: more, nobody looks through. */
const MOST_LABELS = 200;

/** So many take part, of more a choice by their random ids: 5 kB each lie in memory. */
const MOST_CASES = 20_000;

/** Embeddings read before main sees to something else: some 10 ms. */
const AT_ONCE = 200;

type LabelledCase = TrainingCase & { readonly label: Diagnosis };

/** A label that the model doubts, to be compared with its neighbours. */
interface DoubtedLabel {
  readonly one: LabelledCase;
  readonly answer: LatestAnswer;
}

/**
 * Labels of the clinic's cases that both the model and the most similar photos of other patients
 * speak against, the least probable first; those that were looked at already among them.
 *
 * What a photo's latest analysis says counts, whichever version made it, and neighbours are those
 * of the same version: embeddings of different networks have nothing to do with one another.
 *
 * @param pause in which others have a turn; what it throws ends the search
 */
export async function findSuspiciousLabels(
  { trainingCases }: Pick<Store, "trainingCases">,
  all: readonly TrainingCase[],
  pause: () => Promise<void>,
): Promise<SuspiciousLabel[]> {
  const cases = all
    .filter(isLabelled)
    .sort((one, other) => (one.photoId < other.photoId ? -1 : 1))
    .slice(0, MOST_CASES);
  const labels = new Map(cases.map(({ photoId, label }) => [photoId as string, label]));
  const indices = new Map<string, NeighbourIndex>();
  const doubted: DoubtedLabel[] = [];
  for (const [place, one] of cases.entries()) {
    if (place % AT_ONCE === AT_ONCE - 1) await pause();
    const answer = trainingCases.answer(one.photoId);
    if (!answer) continue; // it was deleted meanwhile
    const { modelVersion, embedding, probabilities } = answer;
    // Held-out labels stay: without those that the model doubts it would be judged too kindly.
    if (one.side !== "holdout" && modelDoubts(one.label, probabilities)) {
      doubted.push({ one, answer });
    }
    if (one.leftOut !== null) continue;
    const index = indices.get(modelVersion) ?? createNeighbourIndex(embedding.length);
    indices.set(modelVersion, index);
    index.put(one, embedding);
  }
  doubted.sort((a, b) => probabilityOf(a) - probabilityOf(b));
  const found: SuspiciousLabel[] = [];
  for (const { one, answer } of doubted.slice(0, MOST_LABELS)) {
    await pause();
    const nearest =
      indices.get(answer.modelVersion)?.nearest(one, answer.embedding, NEIGHBOURS_ASKED) ?? [];
    const neighbours = neighbourLabels(
      one.label,
      nearest.flatMap(({ photoId }) => labels.get(photoId) ?? []),
    );
    if (!neighboursDisagree(neighbours)) continue;
    found.push({
      photoId: one.photoId,
      name: one.name,
      label: one.label,
      answer: leadingDiagnosis(answer.probabilities),
      probability: probabilityOf({ one, answer }),
      neighbours,
      review: one.review,
    });
  }
  return found;
}

/** Those that were excluded are shown, so that it can be taken back. */
function isLabelled(one: TrainingCase): one is LabelledCase {
  return one.label !== null && (one.leftOut === null || one.leftOut === "excluded");
}

function probabilityOf({ one, answer }: DoubtedLabel): number {
  return answer.probabilities[one.label];
}
