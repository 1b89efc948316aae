/** The recipe that takes minutes: a new head on what the unchanged body makes of photos. */
import { DIAGNOSES } from "../../domain/diagnosis";
import { tappedLayers } from "../../vision/familiarity";
import type { Model, NewFamiliarity } from "../../vision/network/modelFolder";
import { createServingNetwork } from "../../vision/network/serving";
import { deviceDescription } from "../../vision/network/tensorflow";
import { unfamiliarShares } from "../measureModel";
import { predictPictures, type PhotoOutputs } from "../predict";
import { labelCounts } from "../sampling";
import { HOLDOUT, publishCandidate } from "./candidate";
import { chooseHead } from "./chooseHead";
import { readClinicPhotos, type ClinicPhoto, type ReadPhotos } from "./clinicPhotos";
import { headOf, logitsOf, withHead } from "./heads";
import type { OutputPair } from "./judge";
import { openKeptFeatures, type KeptFeatures } from "./keptFeatures";
import type { RetrainPlan, RetrainResult } from "./plan";
import { createProgressMeter, type ProgressMeter } from "./progress";
import { decodeRehearsal, type EmbeddingSet } from "./rehearsalFile";
import { takeBreath, type Surroundings } from "./surroundings";

/** A photo and what the active model makes of it. */
interface SeenPhoto extends ClinicPhoto {
  readonly outputs: PhotoOutputs;
}

/** @throws LentigoError `training.too-few`, `training.cancelled` */
export async function retrainHead(
  plan: RetrainPlan,
  active: Model,
  surroundings: Surroundings,
): Promise<RetrainResult> {
  const started = performance.now();
  const rehearsal = active.rehearsal && decodeRehearsal(active.rehearsal);
  const meter = createProgressMeter({
    phases: [
      ["features", 0.8],
      ["training", 0.15],
      ["measuring", 0.04],
      ["writing", 0.01],
    ],
    device: deviceDescription(),
    onProgress: surroundings.onProgress,
  });
  const { seen, fingerprint, unreadable } = await seePhotos(plan, active, surroundings, meter);
  const train = seen.filter(({ part }) => part === "train");
  const holdout = seen.filter(({ part }) => part === "holdout");

  const before = headOf(active);
  let choosing = 0;
  const chosen = await chooseHead(
    surroundings.kernels,
    { photos: train, embeddings: train.map(({ outputs }) => outputs.viewedEmbedding) },
    rehearsal?.rehearsal ?? null,
    before,
    {
      seed: plan.seed,
      pause: async () => {
        meter.stoodStill(await takeBreath(surroundings));
      },
      onProgress: (done) => {
        choosing = done;
        meter.at({ phase: "training", done });
      },
      onPoint: (point) => {
        meter.at({ phase: "training", done: choosing, point });
      },
    },
  );
  meter.at({ phase: "measuring", done: 0 });
  await takeBreath(surroundings);
  const parameters = withHead(active, chosen.head);
  const after = headOf({ network: active.network, parameters });
  const bothAnswer: BothAnswer = (embedding) => ({
    active: logitsOf(before, embedding),
    candidate: logitsOf(after, embedding),
  });
  const reference = rehearsal && answeredBy(bothAnswer, rehearsal.reference);
  const comparison = await publishCandidate({
    plan,
    active,
    parameters,
    calibration: [
      {
        name: OUT_OF_FOLD,
        samples: train.map(({ label, group }, index) => ({
          label,
          group,
          logits: chosen.outOfFold[index] ?? [],
        })),
      },
      ...(rehearsal && reference
        ? [
            {
              name: rehearsal.measuredOn,
              samples: reference.map(({ label, group, candidate }) => ({
                label,
                group,
                logits: candidate,
              })),
            },
          ]
        : []),
    ],
    sets: {
      holdout: holdout.map(({ outputs, ...photo }) => ({
        ...photo,
        ...bothAnswer(outputs.viewedEmbedding),
      })),
      reference: reference ?? "not-shipped",
    },
    learned: labelCounts(
      train.map(({ label }) => label),
      DIAGNOSES.length,
    ),
    fingerprint,
    epochs: 0,
    seconds: (performance.now() - started) / 1000,
    familiarity: inheritedFamiliarity(active),
    unfamiliar: active.familiarity && {
      threshold: active.familiarity.threshold,
      splits: {
        [HOLDOUT]: unfamiliarShares(
          active.familiarity,
          holdout.map(({ label, outputs }) => ({ label, features: outputs.features })),
        ),
      },
    },
    rehearsal: active.rehearsal,
  });
  meter.at({ phase: "writing", done: 1 });
  return { version: plan.version, comparison, unreadable };
}

const OUT_OF_FOLD = "the clinic's photos, each by a head that had not seen its patient";

type BothAnswer = (embedding: Float32Array) => Pick<OutputPair, "active" | "candidate">;

function answeredBy(
  bothAnswer: BothAnswer,
  { embeddings, labels, groups }: EmbeddingSet,
): OutputPair[] {
  return embeddings.map((embedding, index) => ({
    label: labels[index] ?? 0,
    group: String(groups[index]),
    ...bothAnswer(embedding),
  }));
}

/** What the body, which stays, makes of every photo; what it made of it in an earlier attempt stays. */
async function seePhotos(
  plan: RetrainPlan,
  active: Model,
  surroundings: Surroundings,
  meter: ProgressMeter,
): Promise<ReadPhotos & { readonly seen: readonly SeenPhoto[] }> {
  const taps = tappedLayers(active.familiarity?.layers ?? []);
  const network = createServingNetwork(active, surroundings.kernels, taps);
  const kept = await keptFeatures(plan, active);
  const seen: SeenPhoto[] = [];
  const since = performance.now();
  try {
    const read = await readClinicPhotos(
      plan,
      surroundings,
      async (photos, pictures) => {
        const outputs = await predictPictures(network, active.manifest, pictures);
        const batch = photos.flatMap((photo, index) => {
          const own = outputs[index];
          return own ? [{ ...photo, outputs: own }] : [];
        });
        seen.push(...batch);
        // A full disk costs what a crash may cost, not the run.
        await kept?.keep(batch).catch(surroundings.report);
      },
      (done, still) => {
        meter.stoodStill(still);
        const seconds = (performance.now() - since) / 1000;
        meter.at({
          phase: "features",
          done: done / plan.photos.length,
          photosPerSecond: done / seconds,
        });
      },
      (photo) => {
        const outputs = kept?.find(photo);
        if (outputs) seen.push({ ...photo, outputs });
        return outputs !== null && outputs !== undefined;
      },
    );
    // Sums do not depend on what came out of an earlier attempt.
    seen.sort((one, other) => one.index - other.index);
    return { ...read, seen };
  } finally {
    network.dispose();
  }
}

/** Null where the plan has no key for it. */
async function keptFeatures(
  { checkpoints, featureKey }: RetrainPlan,
  { manifest }: Model,
): Promise<KeptFeatures | null> {
  if (featureKey === null) return null;
  const model = `${manifest.version} ${manifest.files["weights.bin"] ?? ""}`;
  return openKeptFeatures(checkpoints, Buffer.from(featureKey, "hex"), model);
}

/** The body stays, and with it what a lesion looks like to it. */
function inheritedFamiliarity({ familiarity, manifest }: Model): NewFamiliarity | null {
  if (!familiarity || !manifest.familiarity) return null;
  const { refused, measuredOn, photos, drawings } = manifest.familiarity;
  return { familiarity, refused, measuredOn, photos, drawings };
}
