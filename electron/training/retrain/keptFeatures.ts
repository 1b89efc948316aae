/**
 * What a model makes of photos, kept on the way, so that a run that was killed computes only the rest.
 * One file a batch in the run's folder, under AES-256-GCM with the run's own key: features come from
 * patients' photos, and the disk alone must not tell them. A file that was cut short, or that another
 * model wrote, does not open and counts for nothing.
 *
 * A file: nonce (12 bytes), tag (16), then encrypted the length of a JSON header, the header, and the
 * features as float32, little-endian.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { PhotoOutputs } from "../predict";

/** A photo of a plan, by its place and its bytes, and what the model makes of it. */
export interface SeenFeatures {
  readonly index: number;
  readonly sha256: string;
  readonly outputs: PhotoOutputs;
}

export interface KeptFeatures {
  /** Null where the photo has not been seen, or has changed. */
  find(photo: Pick<SeenFeatures, "index" | "sha256">): PhotoOutputs | null;
  /** @throws an error of the file system; the run can do without */
  keep(batch: readonly SeenFeatures[]): Promise<void>;
}

const NAME = /^features-\d+\.bin$/;

/** Lengths of the rows of each photo: logits, features of each layer, the embedding. */
const Header = z.array(
  z.object({ index: z.int(), sha256: z.string(), rows: z.array(z.int()).min(3) }),
);

/**
 * @param folder made where it does not exist
 * @param key 32 bytes
 * @param model which model sees: its version and the hash of its weights
 */
export async function openKeptFeatures(
  folder: string,
  key: Uint8Array,
  model: string,
): Promise<KeptFeatures> {
  await mkdir(folder, { recursive: true });
  const found = new Map<number, SeenFeatures>();
  for (const name of await readdir(folder)) {
    if (!NAME.test(name)) continue;
    const plain = decrypted(await readFile(join(folder, name)), key, model);
    for (const seen of plain ? decode(plain) : []) found.set(seen.index, seen);
  }
  return {
    find({ index, sha256 }) {
      const seen = found.get(index);
      return seen?.sha256 === sha256 ? seen.outputs : null;
    },
    async keep(batch) {
      const [first] = batch;
      if (!first) return;
      const file = join(folder, `features-${String(first.index)}.bin`);
      await writeFile(file, encrypted(encode(batch), key, model));
    },
  };
}

function encrypted(plain: Uint8Array, key: Uint8Array, model: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(model));
  const content = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), content]);
}

/** Null where it does not open. */
function decrypted(bytes: Buffer, key: Uint8Array, model: string): Buffer | null {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(model)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    return null;
  }
}

function encode(batch: readonly SeenFeatures[]): Buffer {
  const all = batch.map(({ outputs }) => [
    Float32Array.from(outputs.logits),
    ...outputs.features,
    outputs.viewedEmbedding,
  ]);
  const header = Buffer.from(
    JSON.stringify(
      batch.map(({ index, sha256 }, photo) => ({
        ...{ index, sha256, rows: all[photo]?.map((row) => row.length) ?? [] },
      })) satisfies z.input<typeof Header>,
    ),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const rows = all.flat().map((row) => Buffer.from(row.buffer, row.byteOffset, row.byteLength));
  return Buffer.concat([length, header, ...rows]);
}

function decode(bytes: Buffer): SeenFeatures[] {
  let offset = 4 + bytes.readUInt32LE(0);
  const header = Header.parse(JSON.parse(bytes.toString("utf8", 4, offset)));
  const take = (length: number): Float32Array => {
    const row = new Float32Array(length);
    bytes.copy(new Uint8Array(row.buffer), 0, offset, offset + length * 4);
    offset += length * 4;
    return row;
  };
  return header.map(({ index, sha256, rows }) => {
    const [logits = [], ...features] = rows.map(take);
    const viewedEmbedding = features.pop() ?? new Float32Array(0);
    return { index, sha256, outputs: { logits: Array.from(logits), features, viewedEmbedding } };
  });
}
