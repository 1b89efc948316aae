import { existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Database } from "better-sqlite3";
import { LentigoError } from "../contract/errors";
import { accountRepository, type AccountRepository } from "./accounts";
import { analysisRepository, type AnalysisRepository } from "./analyses";
import { archiveQueue, type ArchiveQueue } from "./archiveQueue";
import { openAuditLog, type AuditLog } from "./audit";
import { openBlobs, type BlobStore } from "./blobs";
import { confirmedAnswers, type ConfirmedAnswers } from "./confirmedAnswers";
import { confirmedCases, type ConfirmedCases } from "./confirmedCases";
import { openDatabase } from "./database";
import { descriptionRepository, type DescriptionRepository } from "./descriptions";
import {
  guardKey,
  readKeyFile,
  revealKey,
  writeKeyFile,
  type KeyFile,
  type KeyGuard,
} from "./keyFile";
import { consentRepository, type ConsentRepository } from "./consents";
import { createDataKey, deriveKeys, wipeKeys, withKeys, type StoreKeys } from "./keys";
import { lesionRepository, type LesionRepository } from "./lesions";
import { labelReviews, type LabelReviews } from "./labelReviews";
import { mergeRepository, type MergeRepository } from "./merges";
import { modelVersions, type ModelVersions } from "./modelVersions";
import { outcomeRepository, type OutcomeRepository } from "./outcomes";
import { misfiledObjects, type MisfiledObjects } from "./misfiledObjects";
import { patientRepository, type PatientRepository } from "./patients";
import { photoRepository, type PhotoRepository } from "./photos";
import { removalRepository, type RemovalRepository } from "./removals";
import { reportRepository, type ReportRepository } from "./reports";
import { repair, type RepairReport } from "./repair";
import { settingsRepository, type SettingsRepository } from "./settings";
import { asStoreError } from "./storeErrors";
import { trainingCases, type TrainingCases } from "./trainingCases";
import { trainingRuns, type TrainingRuns } from "./trainingRuns";
import { trainingSides, type TrainingSides } from "./trainingSides";
import { visitRepository, type VisitRepository } from "./visits";
import { openWorklist, type Worklist } from "./worklist";
import { renameDurably } from "./writeDurably";

/** The clinic's records: rows in an encrypted database, pictures in encrypted files. */
export interface Store {
  readonly patients: PatientRepository;
  readonly consents: ConsentRepository;
  readonly visits: VisitRepository;
  readonly merges: MergeRepository;
  readonly removals: RemovalRepository;
  readonly lesions: LesionRepository;
  readonly photos: PhotoRepository;
  readonly descriptions: DescriptionRepository;
  readonly analyses: AnalysisRepository;
  readonly outcomes: OutcomeRepository;
  readonly reports: ReportRepository;
  readonly confirmedCases: ConfirmedCases;
  readonly confirmedAnswers: ConfirmedAnswers;
  readonly worklist: Worklist;
  readonly trainingCases: TrainingCases;
  readonly trainingSides: TrainingSides;
  readonly labelReviews: LabelReviews;
  readonly trainingRuns: TrainingRuns;
  readonly modelVersions: ModelVersions;
  readonly accounts: AccountRepository;
  readonly archiveQueue: ArchiveQueue;
  readonly misfiledObjects: MisfiledObjects;
  readonly settings: SettingsRepository;
  readonly audit: AuditLog;
  readonly blobs: BlobStore;
  /**
   * Sets files and rows right that a crash left apart, bit by bit beside other work. Only whoever
   * is alone with the store may call it: a photo that another process is just writing looks like a
   * left-over.
   *
   * @param ending the store is about to be closed
   */
  repair(ending: AbortSignal): Promise<RepairReport>;
  /** Runs writes as one: all of them are kept or none. */
  transaction<T>(work: () => T): T;
  /** What `PRAGMA integrity_check` says: "ok", or what is wrong. */
  integrity(): string;
  /** Closes the database and wipes the keys: nothing can be read through the store any more. */
  close(): void;
}

export interface StoreOptions {
  /** The clinic's folder; made, with a new key, where it does not exist. */
  readonly folder: string;
  /** Guards at hand, the one for a new clinic first. */
  readonly guards: readonly [KeyGuard, ...KeyGuard[]];
}

/**
 * Opens the store of a clinic without accounts; a new one is made only where there is none at
 * all.
 *
 * @throws LentigoError `session.locked` where the clinic has accounts, `store.key-missing`,
 * `store.key-damaged`, or as `openStoreWithKey` does; the files stay untouched
 */
export function openStore({ folder, guards }: StoreOptions): Store {
  if (!isStore(folder)) createStore(folder, (key) => guardKey(key, guards[0]));
  const content = readKeyFile(keyFileOf(folder));
  if (content.format !== 1) throw new LentigoError("session.locked");
  const key = revealKey(content, guards);
  try {
    return openStoreWithKey(folder, key);
  } finally {
    key.fill(0);
  }
}

/**
 * Opens the store with its data key.
 *
 * @throws LentigoError `store.missing`, `store.wrong-key`, `store.damaged`, `store.newer` or
 * `store.full`; the files stay untouched
 */
export function openStoreWithKey(folder: string, dataKey: Buffer): Store {
  const keys = deriveKeys(dataKey);
  let database: Database | null = null;
  try {
    database = openDatabase(databaseFile(folder), keys.database, false);
    const audit = openAuditLog(database, join(folder, "audit-head.json"), keys.audit);
    return storeOf(database, openBlobs(join(folder, "photos"), keys), audit, keys);
  } catch (error) {
    database?.close();
    wipeKeys(keys);
    throw asStoreError(error);
  }
}

/** Where the data key of a clinic is kept. */
export function keyFileOf(folder: string): string {
  return join(folder, "key.json");
}

function storeOf(database: Database, blobs: BlobStore, audit: AuditLog, keys: StoreKeys): Store {
  const patients = patientRepository(database);
  const visits = visitRepository(database);
  const photos = photoRepository(database, visits);
  const removals = removalRepository(database, patients, photos);
  const sides = trainingSides(database);
  const reports = reportRepository(database);
  return {
    patients,
    consents: consentRepository(database),
    visits,
    merges: mergeRepository(database, patients, sides),
    removals,
    lesions: lesionRepository(database),
    photos,
    descriptions: descriptionRepository(database),
    analyses: analysisRepository(database),
    outcomes: outcomeRepository(database),
    reports,
    confirmedCases: confirmedCases(database),
    confirmedAnswers: confirmedAnswers(database),
    worklist: openWorklist(database),
    trainingCases: trainingCases(database),
    trainingSides: sides,
    labelReviews: labelReviews(database),
    trainingRuns: trainingRuns(database),
    modelVersions: modelVersions(database),
    accounts: accountRepository(database),
    archiveQueue: archiveQueue(database),
    misfiledObjects: misfiledObjects(database),
    settings: settingsRepository(database),
    audit,
    blobs,
    repair(ending) {
      // Files of what was deleted go; others without a row are only set aside.
      removals.finish((name) => {
        blobs.remove(name);
      });
      const going = removals.unfinished();
      const referenced = (shelf: string): Set<string> =>
        new Set([
          ...photos.filesOn(shelf),
          ...reports.filesOn(shelf),
          ...going.filter((name) => name.startsWith(shelf)),
        ]);
      return repair(blobs, referenced, ending);
    },
    transaction: (work) => inTransaction(database, work),
    integrity: () => String(database.pragma("integrity_check", { simple: true })),
    close: () => {
      try {
        database.close();
      } finally {
        wipeKeys(keys);
      }
    },
  };
}

export function databaseFile(folder: string): string {
  return join(folder, "clinic.db");
}

/** True where there is a clinic; one that only lacked its name after a crash gets it now. */
export function isStore(folder: string): boolean {
  // The key is written last, so that a draft with a key is whole.
  if (!existsSync(folder) && existsSync(keyFileOf(draftOf(folder)))) {
    renameDurably(draftOf(folder), folder);
  }
  return existsSync(folder);
}

export function draftOf(folder: string): string {
  return `${folder}.new`;
}

/**
 * Makes a new clinic beside its place and moves it there whole, so that a crash half-way
 * leaves no key without a database nor the reverse.
 *
 * @param keep how its data key will be kept
 * @param fill writes the first rows
 */
export function createStore(
  folder: string,
  keep: (key: Buffer) => KeyFile,
  fill: (store: Store) => void = () => undefined,
): void {
  const draft = draftOf(folder);
  mkdirSync(dirname(folder), { recursive: true });
  rmSync(draft, { recursive: true, force: true });
  const key = createDataKey();
  try {
    mkdirSync(draft);
    withKeys(key, ({ database }) => openDatabase(databaseFile(draft), database, true)).close();
    const store = openStoreWithKey(draft, key);
    try {
      fill(store);
    } finally {
      store.close();
    }
    writeKeyFile(keyFileOf(draft), keep(key));
    renameDurably(draft, folder);
  } catch (error) {
    throw asStoreError(error);
  } finally {
    key.fill(0);
  }
}

function inTransaction<T>(database: Database, work: () => T): T {
  try {
    // The right to write comes first: what is read for it must still hold when it is written, also
    // where the command line works beside the window.
    return database.transaction(work).immediate();
  } catch (error) {
    throw asStoreError(error);
  }
}
