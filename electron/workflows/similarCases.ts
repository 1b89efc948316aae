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

/** Photos and embeddings read before main sees to something else: some 10 ms. */
const AT_ONCE = 200;

/** Everything that a search among the cases of one model version needs. */
interface Archive {
  readonly modelVersion: string;
  readonly index: NeighbourIndex;
  /** By photo. */
  readonly known: Map<string, ConfirmedCase>;
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
 * archive takes over what has changed in the store, wherever a change came from.
 */
export function createSimilarCases(store: Store): SimilarCaseFinder {
  const { confirmedCases } = store;
  let archive: Archive | null = null;
  let reading = Promise.resolve();

  const take = ({ index, known }: Archive, one: ConfirmedCase, dimension: number): void => {
    const embedding = confirmedCases.embedding(one.analysisId);
    // Whoever deleted the photo meanwhile has changed it for the next answer.
    if (embedding?.length !== dimension) return;
    index.put(one, embedding);
    known.set(one.photoId, one);
  };

  const readAll = async (modelVersion: string, dimension: number): Promise<Archive> => {
    const index = createNeighbourIndex(dimension);
    const fresh: Archive = { modelVersion, index, known: new Map() };
    const cases: ConfirmedCase[] = [];
    let after: PhotoId | null = null;
    do {
      const page = confirmedCases.page(modelVersion, after, AT_ONCE);
      cases.push(...page.cases);
      after = page.next;
      await breathe();
    } while (after !== null);
    const latest = cases
      .sort((one, other) => (one.analysedAt < other.analysedAt ? 1 : -1))
      .slice(0, MOST_CASES);
    for (const [place, one] of latest.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await breathe();
      take(fresh, one, dimension);
    }
    return fresh;
  };

  const bringUpToDate = async (modelVersion: string, dimension: number): Promise<Archive> => {
    const changes = confirmedCases.takeChanges();
    const earlier = archive;
    // Whoever fails half-way has taken changes that nobody hears of again.
    archive = null;
    if (changes === null || earlier?.modelVersion !== modelVersion) {
      archive = await readAll(modelVersion, dimension);
      return archive;
    }
    for (const [place, photoId] of changes.entries()) {
      if (place % AT_ONCE === AT_ONCE - 1) await breathe();
      const one = confirmedCases.get(modelVersion, photoId);
      if (!one) forget(earlier, photoId);
      else if (!isSame(earlier.known.get(photoId), one)) take(earlier, one, dimension);
    }
    archive = earlier;
    return earlier;
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
      const embedding = confirmedCases.embedding(analysis.id);
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
