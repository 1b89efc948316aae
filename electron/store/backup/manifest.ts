/** What a backup says it holds, sealed with the clinic's key. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { LentigoError } from "../../contract/errors";
import { BackupCounts } from "../../contract/backups";
import { parseJsonFile } from "../parseJson";
import { writeDurably } from "../writeDurably";
import { ifGiven } from "./copyFiles";
import { clinicMark } from "./place";

const MANIFEST = "manifest.json";
const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const BackupManifest = z.object({
  format: z.literal(FORMAT),
  clinic: z.string(),
  takenAt: z.iso.datetime(),
  /** Number of the last migration: a Lentigo that knows fewer cannot read it. */
  schema: z.int().positive(),
  counts: BackupCounts,
  /** Files beside the manifest. */
  files: z.record(z.string(), z.object({ bytes: z.int().positive(), sha256 })),
  /** Folders of model versions; the hash is that of the version's own manifest. */
  models: z.array(z.object({ version: z.string(), folder: z.string(), manifestHash: sha256 })),
});
export type BackupManifest = z.output<typeof BackupManifest>;

const Sealed = z.object({ manifest: BackupManifest, seal: z.string() });

export function writeManifest(folder: string, manifest: BackupManifest, backupKey: Buffer): void {
  const sealed = { manifest, seal: sealOf(manifest, backupKey) };
  writeDurably(join(folder, MANIFEST), Buffer.from(`${JSON.stringify(sealed, null, 2)}\n`));
}

/**
 * Reads what a backup says it holds, without a key: good for a list, not to be trusted.
 *
 * @throws LentigoError `backup.damaged` or `backup.newer`
 */
export function readManifest(folder: string): BackupManifest {
  return read(folder).manifest;
}

/**
 * @throws LentigoError `backup.foreign` where it names another clinic than the key's,
 * `backup.damaged` where the seal does not fit, or `backup.newer`
 */
export function readSealedManifest(folder: string, backupKey: Buffer): BackupManifest {
  const { manifest, seal } = read(folder);
  // Before the seal, which another clinic's key does not open either.
  if (manifest.clinic !== clinicMark(backupKey)) throw new LentigoError("backup.foreign");
  const [given, expected] = [Buffer.from(seal), Buffer.from(sealOf(manifest, backupKey))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new LentigoError("backup.damaged");
  }
  return manifest;
}

function read(folder: string): z.output<typeof Sealed> {
  const content = ifGiven(() => parseJsonFile(join(folder, MANIFEST)));
  const format = z.object({ manifest: z.object({ format: z.int() }) }).safeParse(content);
  if (format.success && format.data.manifest.format > FORMAT) {
    throw new LentigoError("backup.newer");
  }
  const sealed = Sealed.safeParse(content);
  if (!sealed.success) throw new LentigoError("backup.damaged");
  return sealed.data;
}

/** Over the manifest as it is parsed, so that its keys stand in the order of the schema. */
function sealOf(manifest: BackupManifest, backupKey: Buffer): string {
  const body = JSON.stringify(BackupManifest.parse(manifest));
  return createHmac("sha256", backupKey).update(body).digest("hex");
}
