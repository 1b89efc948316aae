/**
 * A folder of backups, on another disk or computer. Photos lie in it once, however many backups
 * name them: they are encrypted files that never change.
 *
 *   lentigo-backup.json           whose backups these are
 *   photos/ab/ab12…               encrypted photos, as in the clinic
 *   models/<version>-<hash>/      model versions, as in the clinic; .damaged where a check said so
 *   snapshots/20261121T101500Z/   a backup: clinic.db, key.json, audit-head.json, manifest.json
 */
import { createHmac } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import * as z from "zod";
import { LentigoError } from "../../contract/errors";
import { parseJsonFile } from "../parseJson";
import { UNFINISHED, writeDurably } from "../writeDurably";

export interface BackupPlace {
  readonly root: string;
  readonly photos: string;
  readonly models: string;
  readonly snapshots: string;
}

const MARKER = "lentigo-backup.json";
const FORMAT = 1;
const Marker = z.object({ format: z.int(), clinic: z.string() });

/** A folder that is no backup itself gets one of this name. */
const OWN_FOLDER = "Lentigo backup";

/** Names a clinic without betraying its key: only the same key makes the same mark. */
export function clinicMark(backupKey: Buffer): string {
  return createHmac("sha256", backupKey).update("clinic").digest("hex").slice(0, 32);
}

/**
 * The place of backups that a person means by a folder: it, or the one that was made in it.
 *
 * @throws LentigoError `backup.none` where there is none, or `backup.newer`
 */
export function existingPlace(folder: string): BackupPlace {
  const root = [folder, join(folder, OWN_FOLDER)].find((each) => existsSync(join(each, MARKER)));
  if (root === undefined) throw new LentigoError("backup.none");
  markerOf(root);
  return placeAt(root);
}

/**
 * The place to write to, made where there is none.
 *
 * @param clinic folder of the clinic; a backup within it, or around it, would be none
 * @throws LentigoError `backup.unreachable`, `backup.inside`, `backup.foreign` where the folder
 * keeps another clinic's backups, or `backup.newer`
 */
export function placeFor(folder: string, mark: string, clinic: string): BackupPlace {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new LentigoError("backup.unreachable");
  }
  const [chosen, own] = [realpathSync(folder), realpathSync(clinic)];
  if (`${chosen}${sep}`.startsWith(`${own}${sep}`)) throw new LentigoError("backup.inside");
  const root = existsSync(join(chosen, MARKER)) ? chosen : join(chosen, OWN_FOLDER);
  const place = placeAt(root);
  for (const each of [root, place.photos, place.models, place.snapshots]) {
    mkdirSync(each, { recursive: true });
  }
  if (existsSync(join(root, MARKER))) {
    if (markerOf(root).clinic !== mark) throw new LentigoError("backup.foreign");
  } else {
    const marker = { format: FORMAT, clinic: mark };
    writeDurably(join(root, MARKER), Buffer.from(`${JSON.stringify(marker)}\n`));
  }
  return place;
}

/** Where a copy of a model version lies once a check has found it damaged. */
export const damagedCopy = (copy: string): string => `${copy}.damaged`;

/** Ids of the whole backups in a place, the latest first. */
export function snapshotIds({ snapshots }: BackupPlace): string[] {
  if (!existsSync(snapshots)) return [];
  return readdirSync(snapshots)
    .filter((name) => momentOf(name) !== null)
    .sort()
    .reverse();
}

/** Names of backups that were cut short. */
export function unfinishedSnapshots({ snapshots }: BackupPlace): string[] {
  return readdirSync(snapshots).filter((name) => name.endsWith(UNFINISHED));
}

/** 20261121T101500Z */
export function snapshotId(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** The moment that a backup's id names; null where it is none. */
export function momentOf(id: string): Date | null {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(id) ?? [];
  if (second === undefined) return null;
  const moment = new Date(
    `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${second}Z`,
  );
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function placeAt(root: string): BackupPlace {
  return {
    root,
    photos: join(root, "photos"),
    models: join(root, "models"),
    snapshots: join(root, "snapshots"),
  };
}

function markerOf(root: string): z.output<typeof Marker> {
  const marker = Marker.safeParse(parseJsonFile(join(root, MARKER)));
  if (!marker.success) throw new LentigoError("backup.damaged");
  if (marker.data.format > FORMAT) throw new LentigoError("backup.newer");
  return marker.data;
}
