/**
 * What a model made of photos that its base was trained and measured on, so that a head can be
 * trained on a clinic's photos without forgetting the others, and measured on the others too. Pooled
 * features, not photos: of a lesion nothing can be seen in them.
 *
 * "LNTR", the format version and the length of a JSON header, the header; a scale for each feature
 * (float32); then set after set the diagnoses (a byte each), the groups (two bytes each, numbered)
 * and the features, a byte each: the feature is byte / 255 of its scale. Little-endian throughout.
 */
import * as z from "zod";
import { DIAGNOSES } from "../../domain/diagnosis";

/** Embeddings over the served views of photos, and what is known of the photos. */
export interface EmbeddingSet {
  /** [features] of each photo. */
  readonly embeddings: readonly Float32Array[];
  /** Place in `DIAGNOSES`. */
  readonly labels: readonly number[];
  /** The patient, else the lesion, else the photo, numbered. */
  readonly groups: readonly number[];
}

export interface Rehearsal {
  /** Photos that the base was trained on. */
  readonly rehearsal: EmbeddingSet;
  /** Photos that it was not trained on. */
  readonly reference: EmbeddingSet;
  /** Name of the data that the reference is part of. */
  readonly measuredOn: string;
}

const MAGIC = "LNTR";
const FORMAT = 1;
const SETS = ["rehearsal", "reference"] as const;

const Header = z.object({
  features: z.int().positive(),
  measuredOn: z.string(),
  photos: z.object({ rehearsal: z.int().positive(), reference: z.int().positive() }),
});

/** @throws Error where a feature is negative, or there are more groups than two bytes number */
export function encodeRehearsal(content: Rehearsal): Uint8Array {
  const scales = greatest([...content.rehearsal.embeddings, ...content.reference.embeddings]);
  const header = Buffer.from(
    JSON.stringify({
      features: scales.length,
      measuredOn: content.measuredOn,
      photos: {
        rehearsal: content.rehearsal.labels.length,
        reference: content.reference.labels.length,
      },
    } satisfies z.input<typeof Header>),
  );
  const start = Buffer.alloc(12);
  start.write(MAGIC, 0, "latin1");
  start.writeUInt32LE(FORMAT, 4);
  start.writeUInt32LE(header.length, 8);
  const floats = Buffer.alloc(scales.length * 4);
  scales.forEach((scale, index) => floats.writeFloatLE(scale, index * 4));
  return Buffer.concat([
    start,
    header,
    floats,
    ...SETS.flatMap((name) => encodeSet(content[name], scales)),
  ]);
}

function greatest(embeddings: readonly Float32Array[]): Float32Array {
  const scales = new Float32Array(embeddings[0]?.length ?? 0);
  for (const embedding of embeddings) {
    embedding.forEach((value, index) => {
      if (value < 0) throw new Error("Features that may be negative cannot be kept as bytes");
      scales[index] = Math.max(scales[index] ?? 0, value);
    });
  }
  return scales;
}

function encodeSet({ embeddings, labels, groups }: EmbeddingSet, scales: Float32Array): Buffer[] {
  const numbers = Buffer.alloc(groups.length * 2);
  groups.forEach((group, index) => numbers.writeUInt16LE(group, index * 2));
  const bytes = embeddings.map((embedding) =>
    Buffer.from(
      embedding.map((value, index) => {
        const scale = scales[index] ?? 0;
        return scale === 0 ? 0 : Math.round((value / scale) * 255);
      }),
    ),
  );
  return [Buffer.from(labels), numbers, ...bytes];
}

/** @throws Error where the bytes are not what `encodeRehearsal` writes */
export function decodeRehearsal(given: Uint8Array): Rehearsal {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  if (bytes.toString("latin1", 0, 4) !== MAGIC) throw new Error("This is no rehearsal file");
  const format = bytes.readUInt32LE(4);
  if (format !== FORMAT) throw new Error(`The rehearsal file is of format ${String(format)}`);
  let offset = 12 + bytes.readUInt32LE(8);
  const header = Header.parse(JSON.parse(bytes.toString("utf8", 12, offset)));
  const { features, photos } = header;
  const expected = offset + features * 4 + (photos.rehearsal + photos.reference) * (features + 3);
  if (bytes.length !== expected) throw new Error("The rehearsal file is not as long as it says");
  const take = (length: number): Buffer => {
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const stored = take(features * 4);
  const scales = Float32Array.from({ length: features }, (_, index) =>
    stored.readFloatLE(index * 4),
  );
  const takeSet = (count: number): EmbeddingSet => {
    const labels = [...take(count)];
    if (labels.some((label) => label >= DIAGNOSES.length)) throw new Error("Unknown diagnosis");
    const numbers = take(count * 2);
    return {
      labels,
      groups: labels.map((_, index) => numbers.readUInt16LE(index * 2)),
      embeddings: labels.map(() => {
        const values = take(features);
        return scales.map((scale, index) => ((values[index] ?? 0) / 255) * scale);
      }),
    };
  };
  return {
    rehearsal: takeSet(photos.rehearsal),
    reference: takeSet(photos.reference),
    measuredOn: header.measuredOn,
  };
}
