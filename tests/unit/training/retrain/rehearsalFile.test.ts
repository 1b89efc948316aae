import { describe, expect, it } from "vitest";
import {
  decodeRehearsal,
  encodeRehearsal,
  type EmbeddingSet,
} from "../../../../electron/training/retrain/rehearsalFile";
import { randomStream } from "../../../../electron/training/random";

const random = randomStream(9);

function drawn(photos: number): EmbeddingSet {
  return {
    // Features of very different reach, and one that is dead.
    embeddings: Array.from({ length: photos }, () =>
      Float32Array.from({ length: 40 }, (_, feature) => feature * random.uniform()),
    ),
    labels: Array.from({ length: photos }, (_, photo) => photo % 7),
    groups: Array.from({ length: photos }, (_, photo) => 300 + Math.floor(photo / 2)),
  };
}

const content = { rehearsal: drawn(21), reference: drawn(14), measuredOn: "HAM10000 val" };

describe("the rehearsal file", () => {
  it("gives back what was put in, features to a 255th of their reach", () => {
    const read = decodeRehearsal(encodeRehearsal(content));
    expect(read.measuredOn).toBe("HAM10000 val");
    for (const name of ["rehearsal", "reference"] as const) {
      expect(read[name].labels).toEqual(content[name].labels);
      expect(read[name].groups).toEqual(content[name].groups);
      content[name].embeddings.forEach((embedding, photo) => {
        embedding.forEach((value, feature) => {
          const stored = read[name].embeddings[photo]?.[feature] ?? NaN;
          expect(Math.abs(stored - value)).toBeLessThanOrEqual(feature / 255 / 2 + 1e-6);
        });
      });
    }
  });

  it("takes a byte a feature", () => {
    const bytes = encodeRehearsal(content).length;
    const more = { ...content, rehearsal: drawn(121) };
    expect(encodeRehearsal(more).length - bytes).toBe(100 * (40 + 3) + 1); // a digit of the header
  });

  it("reads no file that is cut short or of another kind", () => {
    const bytes = encodeRehearsal(content);
    expect(() => decodeRehearsal(bytes.subarray(0, bytes.length - 1))).toThrow("as long as");
    expect(() => decodeRehearsal(Buffer.from("LNTG and more that follows"))).toThrow(
      "no rehearsal",
    );
  });

  it("keeps no features that may be negative", () => {
    const negative = { ...content.reference, embeddings: [Float32Array.of(-1)] };
    expect(() => encodeRehearsal({ ...content, reference: negative })).toThrow("negative");
  });

  it("reads no file of a later format, nor one of diagnoses that there are not", () => {
    const later = Buffer.from(encodeRehearsal(content));
    later.writeUInt32LE(9, 4);
    expect(() => decodeRehearsal(later)).toThrow("format 9");
    const labels = content.rehearsal.labels.map(() => 7);
    const unknown = encodeRehearsal({ ...content, rehearsal: { ...content.rehearsal, labels } });
    expect(() => decodeRehearsal(unknown)).toThrow("Unknown diagnosis");
  });
});
