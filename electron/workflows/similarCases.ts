import { setImmediate as breathe } from "node:timers/promises";
import type { PhotoId, PhotoSummary } from "../contract/shapes";
import type { SimilarCases } from "../contract/similarCases";
import { createNeighbourIndex, type NeighbourIndex } from "../domain/neighbours";
import type { ConfirmedCase } from "../store/confirmedCases";
import type { Store } from "../store/open";

/** Among fewer, even the nearest may look nothing like the photo. */
export const CASES_NEEDED = 10;

const SHOWN = 4;

/** The latest so many are compared: 5 kB each stay in memory. */
const MOST_CASES = 20_000;

/** Embeddings read before main sees to something else: some 10 ms. */
const AT_ONCE = 200;

/** Everything that a search among the cases of one model version needs. */
interface Archive {
  readonly modelVersion: string;
  readonly index: NeighbourIndex;
  /** By photo. */
  readonly known: Map<string, ConfirmedCase>;
  /** Of the store, when the archive was last true to it. */
  revision: number;
}

export interface SimilarCaseFinder {
  /**
   * The clinic's own confirmed photos that look most like this one; none of the same lesion or
   * patient. Where the photo cannot be assessed, nothing is compared.
   *
   * @throws LentigoError `photo.missing`
   */
  of(photoId: PhotoId): Promise<SimilarCases>;
}

/**
 * Finds similar cases in memory, among the latest analyses of the photo's own model version:
 * embeddings of different networks have nothing to do with one another. Before every answer the
 * archive is compared with the store, wherever a change came from.
 */
export function createSimilarCases(store: Store): SimilarCaseFinder {
  let archive: Archive | null = null;
  let reading = Promise.resolve();

  const bringUpToDate = async (modelVersion: string, dimension: number): Promise<Archive> => {
    if (archive?.modelVersion !== modelVersion) {
      const index = createNeighbourIndex(dimension);
      archive = { modelVersion, index, known: new Map(), revision: -1 };
    }
    const current = archive;
    const revision = store.confirmedCases.revision();
    if (current.revision === revision) return current;
    const present = store.confirmedCases.of(modelVersion, MOST_CASES);
    const ids = new Set<string>(present.map(({ photoId }) => photoId));
    for (const photoId of current.known.keys()) {
      if (!ids.has(photoId)) forget(current, photoId);
    }
    const news = present.filter((one) => !isSame(current.known.get(one.photoId), one));
    for (const [place, one] of news.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await breathe();
      const embedding = store.confirmedCases.embedding(one.analysisId);
      // Whoever deleted the photo meanwhile changed the revision, too.
      if (embedding?.length !== dimension) continue;
      current.index.put(one, embedding);
      current.known.set(one.photoId, one);
    }
    current.revision = revision;
    return current;
  };

  /** One reader at a time: two would fill the same archive. */
  const upToDate = (modelVersion: string, dimension: number): Promise<Archive> => {
    const next = reading.then(() => bringUpToDate(modelVersion, dimension));
    reading = next.then(nothing, nothing);
    return next;
  };

  return {
    async of(photoId) {
      const photo = store.photos.get(photoId);
      const none = { cases: [], confirmed: 0, needed: CASES_NEEDED };
      const { analysis } = photo;
      if (analysis === null || analysis.level === "cannot-assess") return none;
      const embedding = store.confirmedCases.embedding(analysis.id);
      if (embedding === null) return none;
      const { index, known } = await upToDate(analysis.modelVersion, embedding.length);
      const confirmed = [...known.values()].filter((one) => !isRelated(one, photo)).length;
      if (confirmed < CASES_NEEDED) return { ...none, confirmed };
      const { patient, lesion } = photo;
      const self = { photoId, patientId: patient?.id ?? null, lesionId: lesion?.id ?? null };
      const cases = index.nearest(self, embedding, SHOWN).flatMap((neighbour) => {
        const one = known.get(neighbour.photoId);
        const similarity = Math.min(1, Math.max(-1, neighbour.similarity));
        return one ? [{ photo: store.photos.get(one.photoId), similarity }] : [];
      });
      return { cases, confirmed, needed: CASES_NEEDED };
    },
  };
}

function forget({ index, known }: Archive, photoId: string): void {
  index.remove(photoId);
  known.delete(photoId);
}

function isSame(one: ConfirmedCase | undefined, other: ConfirmedCase): boolean {
  return (
    one?.analysisId === other.analysisId &&
    one.patientId === other.patientId &&
    one.lesionId === other.lesionId
  );
}

function isRelated(one: ConfirmedCase, { id, patient, lesion }: PhotoSummary): boolean {
  return (
    one.photoId === id ||
    (patient !== null && one.patientId === patient.id) ||
    (lesion !== null && one.lesionId === lesion.id)
  );
}

function nothing(): void {
  // Whether the reader before failed is its own caller's business.
}
