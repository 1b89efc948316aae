import { readFile } from "node:fs/promises";
import { freemem } from "node:os";
import { join } from "node:path";
import { placeOf } from "../contract/errorPlace";
import { LentigoError } from "../contract/errors";
import type { RetrainProgress } from "../contract/retraining";
import type { RetrainRecipe } from "../contract/training";
import { DIAGNOSES } from "../domain/diagnosis";
import { removeCheckpoints } from "../training/checkpoints";
import { withGroups } from "../training/dataset/groups";
import { partsByGroup } from "../training/retrain/groupedParts";
import type { PlannedPhoto, RetrainResult } from "../training/retrain/plan";
import { retrain } from "../training/retrain/retrain";
import { createKernels } from "../vision/network/kernels";
import { openTensorFlow } from "../vision/network/tensorflow";
import { findLabelledImages, type FoundImage, type ProblemWords } from "./labelledImages";
import { retrainSummary } from "./retrainSummary";

export interface RetrainCommand {
  /** A CSV file: see training/labels.ts. */
  readonly labels: string;
  /** Folder of the images, subfolders included. */
  readonly images: string;
  /** A CSV file of the photos to judge by; null: a fifth of `labels`, drawn by patient or lesion. */
  readonly holdout: string | null;
  readonly recipe: RetrainRecipe;
  /** Folder of the active model. */
  readonly model: string;
  /** The model folder to write. */
  readonly out: string;
  readonly version: string;
  readonly seed: number;
  /** Goes on from the newest checkpoint, where there is one. */
  readonly resume: boolean;
  /** Folder of the bundles, where the augmentation worker lies. */
  readonly bundles: string;
  /** One JSON object a line in place of sentences. */
  readonly json: boolean;
  readonly problemWords: ProblemWords;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** Share of the photos that is held out where nobody says which. */
const HOLDOUT_SHARE = 0.2;

/** Stream number of that choice. Its seed is fixed, so that every run holds out the same photos. */
const HOLDOUT = 0x401d;

/** Milliseconds between two lines of progress. */
const EVERY = 2000;

/**
 * Retrains and says how far it is and what came out. Ctrl-C ends it; `upper` and `full` then leave a
 * checkpoint, and the same command with `--resume` goes on from there.
 *
 * @returns exit status: 0 done, whatever the gate says; 1 done, but rows or photos were left out;
 * 130 interrupted
 */
export async function runRetrain(command: RetrainCommand): Promise<number> {
  const { json, print, problemWords, images } = command;
  const given = await findLabelledImages(command, problemWords);
  const held =
    command.holdout === null
      ? { found: [], problems: [] }
      : await findLabelledImages({ labels: command.holdout, images }, problemWords);
  const all = [...given.found, ...held.found];
  const photos = plannedPhotos(all, command.holdout === null ? null : given.found.length);
  const problems = [...given.problems, ...held.problems];
  if (json) print(JSON.stringify({ phase: "data", ...countsOf(photos), problems }));
  else {
    for (const { row, reason } of problems) print(`row ${row}: ${reason}`);
    print(dataSentence(photos));
  }

  const interruption = new AbortController();
  const interrupt = (): void => {
    interruption.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  let told = -Infinity;
  const checkpoints = `${command.out}.checkpoints`;
  try {
    const result = await retrain(
      {
        recipe: command.recipe,
        model: command.model,
        out: command.out,
        version: command.version,
        created: new Date().toISOString(),
        seed: command.seed,
        checkpoints,
        // Photos lie beside it in the open: what is left of them is nobody's secret, and soon computed.
        featureKey: null,
        resume: command.resume,
        photos,
      },
      {
        kernels: createKernels(openTensorFlow()),
        read: (index) => readPhoto(all[index]),
        workerFile: join(command.bundles, "augment-worker.cjs"),
        freeMemory: freemem,
        signal: interruption.signal,
        pause: () => null,
        onProgress: (progress) => {
          const now = performance.now();
          if (progress.point === null && now - told < EVERY) return;
          told = now;
          print(json ? JSON.stringify(progress) : sentence(progress));
        },
        report: (error) => {
          process.stderr.write(`${placeOf(error)}\n`);
        },
      },
    );
    await removeCheckpoints(checkpoints);
    const unreadable = result.unreadable.flatMap((index) => all[index]?.imageId ?? []);
    print(
      json
        ? JSON.stringify({ phase: "done", ...withNames(result, all), unreadable })
        : retrainSummary(result.comparison, unreadable, command.out),
    );
    return problems.length + unreadable.length === 0 ? 0 : 1;
  } catch (error) {
    if (!interruption.signal.aborted) throw error;
    print(json ? JSON.stringify({ phase: "interrupted" }) : INTERRUPTED);
    return 130;
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

const INTERRUPTED = "Interrupted. With upper and full, --resume goes on from here.";

async function readPhoto(image: FoundImage | undefined): Promise<Uint8Array> {
  try {
    return await readFile(image?.file ?? "");
  } catch (cause) {
    throw new LentigoError("photo.unreadable", {}, { cause });
  }
}

/** @param given photos of the first table, all others being held out; null: a share is drawn */
function plannedPhotos(all: readonly FoundImage[], given: number | null): PlannedPhoto[] {
  const photos = withGroups(all).map(({ diagnosis, group }) => ({
    label: DIAGNOSES.indexOf(diagnosis),
    group,
  }));
  const parts =
    given === null
      ? partsByGroup(photos, [1 - HOLDOUT_SHARE, HOLDOUT_SHARE], 1, HOLDOUT)
      : photos.map((_, index) => (index < given ? 0 : 1));
  return photos.map((photo, index) => ({
    ...photo,
    part: parts[index] === 0 ? "train" : "holdout",
  }));
}

interface PartCounts {
  readonly photos: number;
  /** Patients, else lesions, else photos. */
  readonly groups: number;
  readonly classes: Readonly<Record<string, number>>;
}

function countsOf(photos: readonly PlannedPhoto[]): Record<PlannedPhoto["part"], PartCounts> {
  const of = (part: PlannedPhoto["part"]): PartCounts => {
    const own = photos.filter((photo) => photo.part === part);
    return {
      photos: own.length,
      groups: new Set(own.map(({ group }) => group)).size,
      classes: Object.fromEntries(
        DIAGNOSES.map((name, label) => [name, own.filter((each) => each.label === label).length]),
      ),
    };
  };
  return { train: of("train"), holdout: of("holdout") };
}

function dataSentence(photos: readonly PlannedPhoto[]): string {
  const { train, holdout } = countsOf(photos);
  const words = (name: string, { photos: count, groups, classes }: PartCounts): string => {
    const each = Object.entries(classes).map(([diagnosis, own]) => `${diagnosis} ${own}`);
    return `${name}: ${count} photos of ${groups} patients or lesions (${each.join(", ")})`;
  };
  return `${words("to learn from", train)}\n${words("held out", holdout)}`;
}

/** Answers name their photos. */
function withNames({ version, comparison }: RetrainResult, all: readonly FoundImage[]) {
  const answers = comparison.answers.map((answer) => ({
    image: all[answer.index]?.imageId ?? "",
    ...answer,
  }));
  return { version, comparison: { ...comparison, answers } };
}

function sentence({ phase, progress, secondsLeft, point }: RetrainProgress): string {
  const left = secondsLeft === null ? "" : `, ${timeLeft(secondsLeft)} left`;
  const loss = point?.loss == null ? "" : `, loss ${point.loss.toFixed(3)}`;
  const measured =
    point?.balancedAccuracy == null
      ? ""
      : `, balanced accuracy on validation ${point.balancedAccuracy.toFixed(3)}`;
  return `${PHASES[phase]}: ${Math.floor(progress * 100)} %${loss}${measured}${left}`;
}

const PHASES: Readonly<Record<RetrainProgress["phase"], string>> = {
  reading: "reading photos",
  features: "computing features",
  training: "training",
  measuring: "comparing with the active model",
  writing: "writing",
};

function timeLeft(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return `${Math.round(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
