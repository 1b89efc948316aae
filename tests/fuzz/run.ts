/** Tries files and requests, and tells what became of each kind. */
import { ERROR_CODES } from "../../electron/contract/errors";
import { CHANNELS } from "../../electron/contract/requests";
import { randomStream } from "../../electron/training/random";
import { dicomFiles } from "./dicomFiles";
import type { Corpus, Expected, FuzzFile } from "./fuzzFile";
import { modelFiles } from "./modelFiles";
import { mutate, pick, splice } from "./mutate";
import { largestPhotos, photoBombs } from "./photoBombs";
import { badPhotos, goodPhotos } from "./photoFiles";
import { FILE_KINDS, type FileKind } from "./protocol";
import { labelTables, patientTables } from "./tableFiles";
import type { TaskGiven, Trial, Tried } from "./trial";

export interface FuzzPlan {
  /** Mutated files; the fixed ones come besides, once each. */
  readonly files: number;
  /** Inputs of each channel. */
  readonly requests: number;
  readonly seed: number;
  /** Also photos as large as are read, which take seconds each. */
  readonly largest: boolean;
  /** Milliseconds that a file may take; null: as long as the trial is patient. */
  readonly limit: number | null;
  /** Megabytes above rest that a file may take. */
  readonly memory: number;
}

export interface Tally {
  readonly kind: string;
  tried: number;
  accepted: number;
  /** How often each code was the answer. */
  readonly refused: Map<string, number>;
  /** Milliseconds, and of which. */
  slowest: number;
  slowestName: string;
  /** Megabytes above rest. */
  memory: number;
}

export interface Breach {
  /** By which it can be made again: the kind, and the seed and number or the file's name. */
  readonly name: string;
  readonly what: string;
}

export interface FuzzReport {
  readonly tallies: readonly Tally[];
  readonly breaches: readonly Breach[];
}

/** Of how many mutated files each kind is one. */
const SHARES: Readonly<Record<FileKind, number>> = {
  photo: 0.3,
  "DICOM file": 0.25,
  "patient table": 0.2,
  "data set": 0.1,
  "model file": 0.15,
};

/** A photo as large as any takes its time; it is told apart from the others. */
const LARGEST = "largest photo";

/** @param onKind told of each kind once it has been tried */
export async function runFuzz(
  plan: FuzzPlan,
  trial: Trial,
  root: string,
  onKind: (tally: Tally) => void = () => undefined,
): Promise<FuzzReport> {
  const tallies: Tally[] = [];
  const breaches: Breach[] = [];

  const tryOne = async (
    tally: Tally,
    name: string,
    task: TaskGiven,
    expected: Expected | null,
  ): Promise<void> => {
    let tried = await trial.give(task);
    // The computer may have been busy with something else: what is slow is slow every time.
    for (let again = 2; again > 0 && isSlow(tried, plan, tally); again--) {
      const next = await trial.give(task);
      if (next.milliseconds < tried.milliseconds) tried = next;
    }
    count(tally, name, tried);
    for (const what of faultsOf(tried, expected, plan, tally)) breaches.push({ name, what });
  };

  const tryFiles = async (kind: FileKind, label: string, files: Iterable<FuzzFile>) => {
    const tally = tallyOf(label);
    tallies.push(tally);
    for (const { name, bytes, expected } of files) {
      await tryOne(tally, `${label}: ${name}`, { kind, bytes }, expected);
    }
    onKind(tally);
  };

  const corpora = await corporaOf(root);
  for (const kind of FILE_KINDS) {
    const number = Math.round(plan.files * SHARES[kind]);
    await tryFiles(kind, kind, filesOf(kind, corpora[kind], number, plan.seed));
  }
  if (plan.largest) await tryFiles("photo", LARGEST, await largestPhotos());

  const tally = tallyOf("request");
  tallies.push(tally);
  for (const [place, channel] of CHANNELS.entries()) {
    for (let index = 0; index < plan.requests; index++) {
      const seed = (plan.seed * 1000 + place) * 1000 + index;
      const isFitting = index % 4 === 3;
      const name = `request: ${channel}, input ${seed}${isFitting ? ", fitting" : ""}`;
      await tryOne(tally, name, { kind: "request", channel, seed, isFitting }, null);
    }
  }
  onKind(tally);
  return { tallies, breaches };
}

function* filesOf(
  kind: FileKind,
  { fixed, vary }: Corpus,
  number: number,
  seed: number,
): Generator<FuzzFile> {
  yield* fixed;
  const place = FILE_KINDS.indexOf(kind);
  for (let index = 0; index < number; index++) {
    const file = vary(randomStream(seed, place, index));
    yield { ...file, name: `seed ${seed}, number ${index} (of ${file.name})` };
  }
}

async function corporaOf(root: string): Promise<Readonly<Record<FileKind, Corpus>>> {
  const good = await goodPhotos();
  return {
    photo: {
      fixed: [...good, ...(await badPhotos()), ...(await photoBombs())],
      vary: (random) => {
        const { name, bytes } = pick(good, random);
        const other = pick(good, random);
        const changed = random.chance(0.1)
          ? splice(bytes, other.bytes, random)
          : mutate(bytes, random);
        return { name, bytes: changed, expected: null };
      },
    },
    "DICOM file": await dicomFiles(),
    "patient table": patientTables(),
    "data set": labelTables(),
    "model file": modelFiles(root),
  };
}

function tallyOf(kind: string): Tally {
  return {
    ...{ kind, tried: 0, accepted: 0, refused: new Map<string, number>() },
    ...{ slowest: 0, slowestName: "", memory: 0 },
  };
}

function count(tally: Tally, name: string, { outcome, milliseconds, memory }: Tried): void {
  tally.tried += 1;
  if (outcome?.code === null) tally.accepted += 1;
  else {
    const code = outcome?.code ?? "no answer";
    tally.refused.set(code, (tally.refused.get(code) ?? 0) + 1);
  }
  if (milliseconds > tally.slowest) {
    tally.slowest = milliseconds;
    tally.slowestName = name;
  }
  tally.memory = Math.max(tally.memory, memory);
}

const isSlow = ({ milliseconds, end }: Tried, { limit }: FuzzPlan, { kind }: Tally): boolean =>
  end === "answered" && limit !== null && kind !== LARGEST && milliseconds > limit;

/** Codes that no file and no request may lead to: something broke. */
const BREAKAGE: readonly string[] = ["internal", "vision.interrupted", "vision.unavailable"];

function faultsOf(tried: Tried, expected: Expected | null, plan: FuzzPlan, tally: Tally): string[] {
  const { outcome, end, milliseconds, memory } = tried;
  if (!outcome) return [`the process ${end === "hung" ? "did not answer" : "ended"}`];
  const { code, size, keepsMarker, trouble } = outcome;
  const faults: string[] = trouble === "" ? [] : [trouble];
  if (code !== null && BREAKAGE.includes(code)) faults.push(`answered ${code}`);
  if (code !== null && !(ERROR_CODES as readonly string[]).includes(code)) {
    faults.push(`answered ${code}, which is no code of the contract`);
  }
  if (expected) {
    const wanted = expected.accepted ? null : expected.code;
    if (code !== wanted) faults.push(`answered ${code ?? "yes"}, not ${wanted ?? "yes"}`);
    // A mutation may have put the text among the pixels; the photo itself keeps it out.
    if (keepsMarker) faults.push("keeps what stood in its metadata");
    const wantedSize = expected.accepted ? expected.size : undefined;
    if (
      wantedSize &&
      size &&
      `${size.width}x${size.height}` !== `${wantedSize.width}x${wantedSize.height}`
    ) {
      faults.push(`has ${size.width} x ${size.height} pixels`);
    }
  }
  if (isSlow(tried, plan, tally)) faults.push(`took ${Math.round(milliseconds)} ms`);
  if (memory > plan.memory) faults.push(`took ${Math.round(memory)} MB`);
  return faults;
}
