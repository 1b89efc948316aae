/** Makes a model version of trained weights: measured, calibrated, described, written. */
import { DIAGNOSES } from "../domain/diagnosis";
import { tappedLayers } from "../vision/familiarity";
import type { InputSpec } from "../vision/framing";
import type { Kernels } from "../vision/network/kernels";
import {
  writeModelFolder,
  type LearnedData,
  type ModelManifest,
  type SplitRecord,
} from "../vision/network/modelFolder";
import { describeNetwork } from "../vision/network/networkOptions";
import { decodeParameters, encodeParameters } from "../vision/network/parameters";
import { createServingNetwork } from "../vision/network/serving";
import type { ViewCount } from "../vision/network/views";
import { groupUnit, withGroups } from "./dataset/groups";
import { lesionOf } from "./dataset/photo";
import { noticeText } from "./dataset/splitNotices";
import { DRAWINGS } from "./drawings";
import { familiarityLayers } from "./fitFamiliarity";
import { learnFamiliarity, type LearnedFamiliarity } from "./learnFamiliarity";
import { measureModel, type SplitOutputs } from "./measureModel";
import { modelCard } from "./modelCard";
import type { TrainedMetrics, TrainedWeights } from "./modelMetrics";
import { photoFile, predictPhotos } from "./predict";
import type { RunData } from "./runData";

/** The part that chooses temperature and thresholds, and the one that only measures. */
const MEASURED = ["val", "test"] as const;

/** How this network's photos are framed. */
export const INPUT: InputSpec = {
  shortSide: 224,
  longSide: { min: 224, max: 288 },
  multiple: 32,
};

/** All eight: four to five times the work for 3 points of balanced accuracy (docs/experiments.md). */
const VIEWS: ViewCount = 8;

export interface Publication {
  readonly kernels: Kernels;
  readonly trained: TrainedWeights;
  readonly data: RunData;
  /** Name of the version, for example `base-1`. */
  readonly version: string;
  readonly parent: string | null;
  /** By the versions that it goes on from. */
  readonly learnedBefore: readonly LearnedData[];
  /** The model folder to write. */
  readonly folder: string;
  /** ISO 8601. */
  readonly created: string;
  /** Of the same weights, where they have been published before. */
  readonly rehearsal?: Uint8Array;
  readonly onProgress: (progress: PublicationProgress) => void;
}

export interface PublicationProgress {
  readonly split: string;
  readonly done: number;
  readonly total: number;
}

export async function publishModel(publication: Publication): Promise<{
  readonly manifest: ModelManifest;
  readonly metrics: TrainedMetrics;
}> {
  const { kernels, trained, data, version } = publication;
  const { parts, names } = data.splits;
  // The stored weights are rounded; the figures must be theirs.
  const { tensors, bytes } = encodeParameters(describeNetwork(trained.network), trained.parameters);
  const parameters = decodeParameters(tensors, bytes);
  const network = createServingNetwork(
    { network: trained.network, parameters },
    kernels,
    tappedLayers(familiarityLayers(trained.network).map((layer) => ({ layer }))),
  );
  const outputs = new Map<string, SplitOutputs>();
  let fitted: LearnedFamiliarity | null;
  try {
    for (const part of MEASURED) {
      const photos = parts[part];
      const split = names[part];
      if (photos.length === 0) continue;
      const files = photos.map(({ file }) => photoFile(file));
      const predicted = await predictPhotos(
        network,
        { input: INPUT, views: VIEWS },
        files,
        (done) => {
          publication.onProgress({ split, done, total: photos.length });
        },
      );
      outputs.set(
        split,
        withGroups(photos).map((photo, index) => ({
          lesionId: lesionOf(photo),
          group: photo.group,
          label: photo.label,
          age: photo.age,
          sex: photo.sex,
          site: photo.site,
          logits: predicted[index]?.logits ?? [],
          features: predicted[index]?.features ?? [],
        })),
      );
    }
    fitted = await learnFamiliarity(
      network,
      {
        layers: familiarityLayers(trained.network),
        input: INPUT,
        photos: data.train.map(({ file }) => photoFile(file)),
        choosing: (outputs.get(names.val) ?? []).map(({ features }) => features),
        drawn: DRAWINGS,
      },
      (done, total) => {
        publication.onProgress({ split: names.train, done, total });
      },
    );
  } finally {
    network.dispose();
  }

  const metrics = measureModel(version, outputs, {
    choosing: names.val,
    familiarity: fitted?.familiarity ?? null,
    unit: groupUnit(MEASURED.flatMap((part) => parts[part])),
  });
  const choosingName = data.collection === null ? names.val : `${data.collection} ${names.val}`;
  const manifest: Omit<ModelManifest, "formatVersion" | "files"> = {
    version,
    parent: publication.parent,
    classes: [...DIAGNOSES],
    input: INPUT,
    views: VIEWS,
    temperature: metrics.calibration.temperature,
    operatingPoints: {
      urgent: { ...metrics.thresholds.urgent, measuredOn: choosingName },
      soon: { ...metrics.thresholds.soon, measuredOn: choosingName },
    },
    training: {
      recipe: trained.recipe.name,
      epochs: trained.epochs,
      seed: trained.seed,
      dataFingerprint: data.fingerprint,
      images: data.train.length,
      split: splitRecord(data),
      learnedBefore: [...publication.learnedBefore],
      ...(trained.startedFrom === null ? {} : { startedFrom: trained.startedFrom }),
      ...(trained.seconds === null ? {} : { seconds: trained.seconds }),
    },
    metrics: Object.fromEntries(
      Object.entries(metrics.splits).map(([split, result]) => [
        split,
        {
          images: result.images,
          accuracy: result.accuracy,
          balancedAccuracy: result.balancedAccuracy,
          macroAuc: result.macroAuc,
          malignantAuc: result.malignantAuc,
        },
      ]),
    ),
    created: publication.created,
  };
  const documents = {
    "metrics.json": `${JSON.stringify(metrics, null, 2)}\n`,
    "MODEL_CARD.md": modelCard({ manifest, metrics, trained }),
  };
  const written = await writeModelFolder(publication.folder, {
    manifest,
    network: trained.network,
    parameters,
    documents,
    ...(publication.rehearsal && { rehearsal: publication.rehearsal }),
    ...(fitted && metrics.unfamiliar
      ? {
          familiarity: {
            ...fitted,
            refused: metrics.unfamiliar.splits[names.val]?.refused ?? 0,
            measuredOn: choosingName,
          },
        }
      : {}),
  });
  return { manifest: written, metrics };
}

/** What a manifest says of the data's division. */
export function splitRecord({ layout, collection, rule, method, splits }: RunData): SplitRecord {
  const notices = splits.notices.map(noticeText);
  return { layout, collection, rule, method, by: splits.by, notices };
}
