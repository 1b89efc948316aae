/**
 * A model that reproduces a study: it answers another question than triage asks, or is built in
 * a way that triage cannot serve. It is a model folder as others are, but its manifest says so,
 * and readModelFolder refuses it.
 */
import * as z from "zod";
import { checksums, jsonBytes, writeImmutableFolder } from "../vision/network/immutableFolder";
import {
  LearnedBefore,
  MODEL_FORMAT_VERSION,
  SplitRecord,
  STUDY,
  type LearnedData,
} from "../vision/network/modelFolder";
import { describeNetwork } from "../vision/network/networkOptions";
import { decodeParameters, encodeParameters } from "../vision/network/parameters";
import type { Kernels } from "../vision/network/kernels";
import { measureClasses, type ClassMetrics } from "./classMetrics";
import { groupUnit } from "./dataset/groups";
import { TASKS, type Task } from "./dataset/task";
import { DIAGNOSIS_SCHEME } from "./diagnosisMetrics";
import type { ClassScheme } from "./evaluate";
import { BOOTSTRAP, type Bootstrap } from "./intervals";
import { MetadataEncoding } from "./metadata";
import type { TrainedWeights } from "./modelMetrics";
import { splitRecord, type PublicationProgress } from "./publish";
import { Recipe } from "./recipes/recipe";
import type { RunData } from "./runData";
import { studyCard } from "./studyCard";
import { predictStudy } from "./studyPredictions";

export const StudyManifest = z.object({
  formatVersion: z.literal(MODEL_FORMAT_VERSION),
  use: z.literal(STUDY),
  version: z.string().min(1),
  /** Version that the training started from; null where there was none. */
  parent: z.string().nullable(),
  task: z.enum(Object.keys(TASKS) as [Task, ...Task[]]),
  /** Order of the network's answers. */
  classes: z.array(z.string()).min(2),
  input: z.object({
    /** Side of the square in pixels, into which the whole photo is squeezed. */
    size: z.int().positive(),
    pixels: Recipe.shape.pixels,
    /** Null where the network sees pixels alone. */
    metadata: MetadataEncoding.nullable(),
  }),
  training: z.object({
    recipe: z.string(),
    epochs: z.number().nonnegative(),
    seed: z.int(),
    dataFingerprint: z.string(),
    images: z.int().nonnegative(),
    split: SplitRecord,
    /** Left out by models from before it was kept. */
    learnedBefore: LearnedBefore.optional(),
    startedFrom: z.string().nullable(),
    seconds: z.number().nonnegative().nullable(),
  }),
  /** ISO 8601. */
  created: z.string(),
  files: z.record(z.string(), z.string()),
});

export type StudyManifest = z.infer<typeof StudyManifest>;

export interface StudyMetrics {
  readonly version: string;
  readonly task: Task;
  /** By the names of the parts that were held out. */
  readonly splits: Readonly<Record<string, ClassMetrics>>;
  readonly bootstrap: Bootstrap;
}

export interface Study {
  readonly kernels: Kernels;
  readonly trained: TrainedWeights;
  readonly metadata: MetadataEncoding | null;
  readonly data: RunData;
  readonly version: string;
  readonly parent: string | null;
  /** By the versions that it goes on from. */
  readonly learnedBefore: readonly LearnedData[];
  /** The model folder to write. */
  readonly folder: string;
  /** ISO 8601. */
  readonly created: string;
  readonly onProgress: (progress: PublicationProgress) => void;
}

/** Whether a recipe's models can triage: see serving.ts and classifier.ts for what that takes. */
export function servesTriage({ task, network, pixels, metadata }: Recipe): boolean {
  return (
    task === "diagnosis" &&
    network.kind !== "plainCnn" &&
    network.output !== "sigmoid" &&
    (network.hidden ?? []).length === 0 &&
    metadata.length === 0 &&
    pixels === "minusOneToOne"
  );
}

/** Measures trained weights on what was held out and writes them. */
export async function publishStudy(study: Study): Promise<StudyMetrics> {
  const { trained, data, version } = study;
  const { recipe, network } = trained;
  // The stored weights are rounded; the figures must be theirs.
  const { tensors, bytes } = encodeParameters(describeNetwork(network), trained.parameters);
  const parameters = decodeParameters(tensors, bytes);
  const size = recipe.phases.at(-1)?.inputSize ?? 0;
  const splits: Record<string, ClassMetrics> = {};
  for (const part of ["val", "test"] as const) {
    const photos = data.splits.parts[part];
    const split = data.splits.names[part];
    if (photos.length === 0) continue;
    const predictions = await predictStudy({
      kernels: study.kernels,
      network,
      parameters,
      input: { size, pixels: recipe.pixels, metadata: study.metadata },
      photos,
      onProgress: (done) => {
        study.onProgress({ split, done, total: photos.length });
      },
    });
    splits[split] = measureClasses(predictions, schemeOf(recipe.task));
  }
  const { val, test } = data.splits.parts;
  const bootstrap = { unit: groupUnit([...val, ...test]), ...BOOTSTRAP };
  const metrics: StudyMetrics = { version, task: recipe.task, splits, bootstrap };

  const manifest: Omit<StudyManifest, "files"> = {
    formatVersion: MODEL_FORMAT_VERSION,
    use: STUDY,
    version,
    parent: study.parent,
    task: recipe.task,
    classes: [...TASKS[recipe.task]],
    input: { size, pixels: recipe.pixels, metadata: study.metadata },
    training: {
      recipe: recipe.name,
      epochs: trained.epochs,
      seed: trained.seed,
      dataFingerprint: data.fingerprint,
      images: data.train.length,
      split: splitRecord(data),
      learnedBefore: [...study.learnedBefore],
      startedFrom: trained.startedFrom,
      seconds: trained.seconds,
    },
    created: study.created,
  };
  const files = {
    "model.json": jsonBytes({ network, tensors }),
    "weights.bin": bytes,
    "metrics.json": jsonBytes(metrics),
    "MODEL_CARD.md": Buffer.from(studyCard({ manifest, metrics, recipe, network })),
  };
  const listed = StudyManifest.parse({ ...manifest, files: checksums(files) });
  await writeImmutableFolder(study.folder, { ...files, "manifest.json": jsonBytes(listed) });
  return metrics;
}

/** What the classes of a task mean to the measures. */
function schemeOf(task: Task): ClassScheme {
  switch (task) {
    case "diagnosis":
      return DIAGNOSIS_SCHEME;
    case "malignancy":
      return { names: TASKS.malignancy, malignant: [1], melanoma: null };
    case "melanoma":
      // What is no melanoma may be malignant all the same.
      return { names: TASKS.melanoma, malignant: [], melanoma: 1 };
  }
}
