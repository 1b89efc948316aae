/** Makes the file that lets versions be retrained from a model by their head: see rehearsalFile.ts. */
import { DIAGNOSES } from "../../domain/diagnosis";
import { createServingNetwork } from "../../vision/network/serving";
import {
  putIntoModelFolder,
  readModelFolder,
  REHEARSAL_FILE,
} from "../../vision/network/modelFolder";
import { datasetFingerprint } from "../dataset/fingerprint";
import { withGroups } from "../dataset/groups";
import { readDataset } from "../dataset/readDataset";
import type { LabelledPhoto } from "../dataset/task";
import { photoFile, predictPhotos } from "../predict";
import { randomStream, shuffle } from "../random";
import { recipeNamed } from "../recipes";
import { prepareData } from "../runData";
import { encodeRehearsal, type EmbeddingSet } from "./rehearsalFile";

/** Photos to rehearse: a head trained with more of them was no better. */
const REHEARSED = 2500;

/** Stream number of the photos that are rehearsed. */
const CHOICE = 0x2e4e;

export interface RehearsalOptions {
  /** The model folder that the file is put into. */
  readonly model: string;
  /** Folder of the data set that it was trained on. */
  readonly data: string;
}

export interface RehearsalProgress {
  readonly set: "rehearsal" | "reference";
  readonly done: number;
  readonly total: number;
}

/**
 * Runs the model over photos of its training and its validation part and keeps their embeddings.
 *
 * @returns bytes of the file
 * @throws LentigoError as `readModelFolder` and `readDataset` do; Error where the data are not those
 * that the version was trained on
 */
export async function makeRehearsal(
  { model: folder, data }: RehearsalOptions,
  onProgress: (progress: RehearsalProgress) => void,
): Promise<number> {
  const model = await readModelFolder(folder);
  const { training, input, views, version } = model.manifest;
  const dataset = await readDataset(data);
  if (datasetFingerprint(dataset) !== training.dataFingerprint) {
    throw new Error(`${data} is not the data that ${version} was trained on`);
  }
  const { rule = "grouped", method = 1 } = training.split ?? {};
  const { train, splits, collection } = prepareData(dataset, recipeNamed(training.recipe), {
    rule,
    method,
    limit: training.images,
    seed: training.seed,
  });
  const network = createServingNetwork(model);
  const embed = async (
    set: RehearsalProgress["set"],
    photos: readonly LabelledPhoto[],
  ): Promise<EmbeddingSet> => {
    const files = photos.map(({ file }) => photoFile(file));
    const outputs = await predictPhotos(network, { input, views }, files, (done) => {
      onProgress({ set, done, total: photos.length });
    });
    const groups = withGroups(photos).map(({ group }) => group);
    const names = [...new Set(groups)];
    return {
      embeddings: outputs.map(({ viewedEmbedding }) => viewedEmbedding),
      labels: photos.map(({ label }) => label),
      groups: groups.map((group) => names.indexOf(group)),
    };
  };
  try {
    const { val } = splits.names;
    const file = encodeRehearsal({
      rehearsal: await embed("rehearsal", evenlyChosen(train, REHEARSED)),
      reference: await embed("reference", splits.parts.val),
      measuredOn: collection === null ? val : `${collection} ${val}`,
    });
    await putIntoModelFolder(folder, REHEARSAL_FILE, file);
    return file.byteLength;
  } finally {
    network.dispose();
  }
}

/** So many photos, of every class alike as far as it has that many. */
export function evenlyChosen<P extends { readonly label: number }>(
  photos: readonly P[],
  most: number,
): P[] {
  const random = randomStream(1, CHOICE);
  const classes = DIAGNOSES.map((_, label) =>
    shuffle(
      photos.filter((photo) => photo.label === label),
      random,
    ),
  );
  let each = 0;
  const sizeWith = (limit: number): number =>
    classes.reduce((sum, { length }) => sum + Math.min(length, limit), 0);
  const largest = Math.max(...classes.map(({ length }) => length));
  while (each < largest && sizeWith(each + 1) <= most) each += 1;
  return classes.flatMap((members) => members.slice(0, each));
}
