/** Puts a backup in the clinic's place; what was there is kept beside it. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LentigoError } from "../../contract/errors";
import type { Actor } from "../../domain/audit";
import { withKeys, type StoreKeys } from "../keys";
import { databaseFile, draftOf, keyFileOf, openStoreWithKey } from "../open";
import { referencedFiles } from "../referencedFiles";
import { asStoreError } from "../storeErrors";
import { exchangeDurably, renameDurably } from "../writeDurably";
import {
  copyDurably,
  copyEncrypted,
  copyFolder,
  copyLarge,
  identityOf,
  ifGiven,
} from "./copyFiles";
import { readSealedManifest } from "./manifest";
import { snapshotId, type BackupPlace } from "./place";
import { inSnapshot } from "./snapshotDatabase";
import { wholeCopy } from "./wholeModel";

export interface RestoreJob {
  readonly place: BackupPlace;
  readonly id: string;
  readonly dataKey: Buffer;
  /** Where the clinic is, or will be; nobody may have it open. */
  readonly clinic: string;
  /** Who the audit log says did it; null where no account is known. */
  readonly actor: Actor | null;
  readonly at: Date;
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void;
}

export interface Restored {
  /** Where the clinic that was there lies now; null where there was none. */
  readonly before: string | null;
  /** Files of photos and reports, and model versions, that the backup should hold and lacks. */
  readonly damaged: number;
}

/** What is put aside is called so, followed by the moment. */
const BEFORE = ".before-restore-";

const asideOf = (clinic: string, at: Date): string => `${clinic}${BEFORE}${snapshotId(at)}`;

/**
 * Builds the clinic beside its place, opens it, and exchanges the two by renaming: a crash leaves
 * the old one or the new one. Nothing that was there is deleted.
 *
 * Where the clinic that is there has the same key, its own key file stays in force: today's
 * passwords hold, and whoever has been shut out since stays out.
 *
 * @throws LentigoError `backup.none`, `backup.foreign`, `backup.damaged` or `backup.newer`; `store.full`
 */
export function restoreBackup(job: RestoreJob): Restored {
  try {
    return withKeys(job.dataKey, (keys) => restore(job, keys));
  } catch (error) {
    rmSync(draftOf(job.clinic), { recursive: true, force: true });
    // Whatever a disk that is pulled out makes of it: another try may bring all of it back.
    if (!existsSync(join(job.place.snapshots, job.id))) {
      throw new LentigoError("backup.none", {}, { cause: error });
    }
    throw asStoreError(error);
  }
}

function restore(job: RestoreJob, keys: StoreKeys): Restored {
  const { place, id, dataKey, clinic, actor, at, onProgress } = job;
  const from = join(place.snapshots, id);
  if (!existsSync(from)) throw new LentigoError("backup.none");
  const manifest = readSealedManifest(from, keys.backup);

  const draft = draftOf(clinic);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const bring = (name: string): void => {
    const [source, target, expected] = [join(from, name), join(draft, name), manifest.files[name]];
    // Read before it is copied, so that a failure of the clinic's own disk is not the backup's.
    const read = ifGiven(() => identityOf(source));
    const isWhole = read !== null && read.sha256 === expected?.sha256;
    if (!isWhole || copyLarge(source, target).sha256 !== read.sha256) {
      throw new LentigoError("backup.damaged");
    }
  };
  for (const name of ["clinic.db", "audit-head.json"]) bring(name);
  const names = inSnapshot(databaseFile(draft), keys.database, referencedFiles);
  let done = 0;
  const { damaged } = copyEncrypted({
    ...{ from: place.photos, to: join(draft, "photos"), names, keys },
    onCopied: () => {
      done++;
      onProgress((0.95 * done) / names.size);
    },
  });
  let damagedModels = 0;
  for (const model of manifest.models) {
    const copy = wholeCopy(place, model);
    if (copy === null) damagedModels++;
    else copyFolder(copy, join(draft, "models", model.version));
  }
  // A disk that was pulled out meanwhile lacks everything: another try may bring all of it back.
  if (!existsSync(from)) throw new LentigoError("backup.none");

  const store = openStoreWithKey(draft, dataKey);
  try {
    if (store.integrity() !== "ok") throw new LentigoError("backup.damaged");
    store.audit.add("clinic.restored", actor, at, null, { backup: id });
    store.audit.sealHead();
  } finally {
    store.close();
  }

  // The key is written last, so that a draft with a key is whole: see isStore.
  const sameKey = isSameClinic(clinic, keys);
  copyDurably(sameKey ? keyFileOf(clinic) : join(from, "key.json"), keyFileOf(draft));
  const before = existsSync(clinic) ? asideOf(clinic, at) : null;
  exchangeDurably(draft, clinic, asideOf(clinic, at));
  onProgress(1);
  return { before, damaged: damaged.length + damagedModels };
}

/** True where the clinic's records open with the key. */
function isSameClinic(clinic: string, keys: StoreKeys): boolean {
  if (!existsSync(keyFileOf(clinic)) || !existsSync(databaseFile(clinic))) return false;
  try {
    return inSnapshot(databaseFile(clinic), keys.database, () => true);
  } catch (error) {
    if (error instanceof LentigoError) return false;
    throw error;
  }
}

/** Moments before which clinics were put aside by a restore, the latest first. */
export function putAside(clinic: string): string[] {
  const prefix = `${basename(clinic)}${BEFORE}`;
  const home = dirname(clinic);
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .sort()
    .reverse();
}

/**
 * Takes the latest restore back: the clinic that was there before returns, and the restored one is
 * put aside in its stead.
 *
 * @throws LentigoError `backup.none` where nothing was put aside
 */
export function undoRestore(clinic: string, at: Date): void {
  const [latest] = putAside(clinic);
  if (latest === undefined) throw new LentigoError("backup.none");
  const draft = draftOf(clinic);
  rmSync(draft, { recursive: true, force: true });
  const kept = `${clinic}${BEFORE}${latest}`;
  // Under the draft's name it has a key: a crash between the two renamings ends in its place.
  renameDurably(kept, draft);
  try {
    exchangeDurably(draft, clinic, asideOf(clinic, at));
  } catch (error) {
    // As a draft it would go with the next restore.
    if (existsSync(draft)) renameDurably(draft, kept);
    throw error;
  }
}
