/** The values that training starts from. */
import { basename } from "node:path";
import { LentigoError } from "../contract/errors";
import {
  readModelWeights,
  readTrainingData,
  type LearnedData,
  type ModelManifest,
} from "../vision/network/modelFolder";
import { describeNetwork, type NetworkOptions } from "../vision/network/networkOptions";
import { initialParameters, type Parameters } from "../vision/network/parameters";
import { readTfjsWeights } from "../vision/network/tfjsWeights";
import { randomStream } from "./random";

/** A folder of tfjs weights, or of a model. */
export type StartSource = { readonly weights: string } | { readonly model: string };

export interface TrainingStart {
  /** Version of the model that it starts from; null where it is none. */
  readonly parent: string | null;
  readonly parameters: Parameters;
  /** In words that follow "starting from". */
  readonly startedFrom: string;
}

/** Stream number of the initial values. */
const INITIAL = 0x17;

/**
 * What the source offers by name and shape, random numbers for the rest: a head for other classes.
 *
 * @throws LentigoError `weights.unreadable`; `weights.unsuited` where the source offers nothing
 * that the network takes; `model.missing`, `model.damaged` or `model.version`
 */
export async function startOf(
  source: StartSource | undefined,
  network: NetworkOptions,
  seed: number,
): Promise<TrainingStart> {
  const random = randomStream(seed, INITIAL);
  const fresh = initialParameters(describeNetwork(network), () => random.normal());
  if (source === undefined) {
    return { parent: null, parameters: fresh, startedFrom: "random numbers" };
  }
  if ("model" in source) {
    const { version, parameters } = await readModelWeights(source.model);
    return {
      parent: version,
      parameters: completed(parameters, fresh, source.model),
      startedFrom: `version ${version}`,
    };
  }
  const folder = source.weights;
  const given = await readTfjsWeights(folder).catch((cause: unknown) => {
    throw new LentigoError("weights.unreadable", { folder: basename(folder) }, { cause });
  });
  return {
    parent: null,
    parameters: completed(given, fresh, folder),
    startedFrom: `the initial weights \`${basename(folder)}\``,
  };
}

/**
 * What the version that training starts from has learned from; nothing where it starts from none.
 *
 * @throws LentigoError `model.missing`, `model.damaged` or `model.version`
 */
export async function learnedByStart(source: StartSource | undefined): Promise<LearnedData[]> {
  if (source === undefined || "weights" in source) return [];
  const training = await readTrainingData(source.model);
  return training ? learnedBy(training) : [];
}

/** Its own data and those of the versions before it, the nearest first, each once. */
export function learnedBy({
  dataFingerprint,
  split,
  learnedBefore = [],
}: Pick<ModelManifest["training"], "dataFingerprint" | "split" | "learnedBefore">): LearnedData[] {
  const before = learnedBefore.filter((data) => data.dataFingerprint !== dataFingerprint);
  return [{ dataFingerprint, method: split?.method ?? 1 }, ...before];
}

function completed(given: Parameters, fresh: Parameters, folder: string): Parameters {
  // Biases of a head fit any network of as many classes and say nothing.
  let kernels = 0;
  const all = new Map(
    [...fresh].map(([name, value]) => {
      const offered = given.get(name);
      if (offered?.shape.join() !== value.shape.join()) return [name, value] as const;
      if (name.endsWith("kernel")) kernels += 1;
      return [name, offered] as const;
    }),
  );
  if (kernels === 0) throw new LentigoError("weights.unsuited", { folder: basename(folder) });
  return all;
}
