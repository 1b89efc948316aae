/**
 * Nearest neighbours among embeddings: which earlier photos look most like this one. Exact
 * search by cosine similarity; at a clinic's size (tens of thousands of photos) one pass over
 * all of them takes milliseconds, so an approximate index would only lose neighbours.
 */

/** A photo that can be found, and whose it is. */
export interface IndexedPhoto {
  readonly photoId: string;
  readonly patientId: string | null;
  readonly lesionId: string | null;
}

export interface Neighbour extends IndexedPhoto {
  /** Cosine similarity, -1 to 1; 1 is the same direction. */
  readonly similarity: number;
}

export interface NeighbourIndex {
  readonly size: number;
  /** Adds a photo, or replaces its embedding and owner. */
  put(photo: IndexedPhoto, embedding: Float32Array): void;
  remove(photoId: string): void;
  /**
   * The `count` most similar photos, the most similar first. The photo itself, photos of the
   * same lesion and of the same patient are left out: they resemble it for no good reason.
   */
  nearest(photo: IndexedPhoto, embedding: Float32Array, count: number): Neighbour[];
}

/** @param dimension length of every embedding */
export function createNeighbourIndex(dimension: number): NeighbourIndex {
  const photos: IndexedPhoto[] = [];
  const places = new Map<string, number>();
  // All embeddings end to end, each of length 1: a search reads memory in one sweep.
  let directions = new Float32Array(0);

  const write = (place: number, direction: Float32Array): void => {
    if ((place + 1) * dimension > directions.length) {
      const grown = new Float32Array(Math.max(1024, photos.length * 2) * dimension);
      grown.set(directions);
      directions = grown;
    }
    directions.set(direction, place * dimension);
  };

  return {
    get size() {
      return photos.length;
    },
    put(photo, embedding) {
      const place = places.get(photo.photoId) ?? photos.length;
      write(place, directionOf(embedding, dimension));
      photos[place] = photo;
      places.set(photo.photoId, place);
    },
    remove(photoId) {
      const place = places.get(photoId);
      const last = photos.pop();
      if (place === undefined || last === undefined) {
        if (last) photos.push(last);
        return;
      }
      places.delete(photoId);
      if (place === photos.length) return;
      // The last photo takes the free place.
      photos[place] = last;
      places.set(last.photoId, place);
      directions.copyWithin(
        place * dimension,
        photos.length * dimension,
        (photos.length + 1) * dimension,
      );
    },
    nearest(photo, embedding, count) {
      const direction = directionOf(embedding, dimension);
      const best: Neighbour[] = [];
      photos.forEach((candidate, place) => {
        if (isRelated(candidate, photo)) return;
        const similarity = dot(directions, place * dimension, direction);
        const weakest = best[count - 1];
        if (weakest && similarity <= weakest.similarity) return;
        const at = best.findIndex((other) => other.similarity < similarity);
        best.splice(at < 0 ? best.length : at, 0, { ...candidate, similarity });
        best.length = Math.min(best.length, count);
      });
      return best;
    },
  };
}

function isRelated(candidate: IndexedPhoto, photo: IndexedPhoto): boolean {
  const isSame = (one: string | null, other: string | null): boolean =>
    one !== null && one === other;
  return (
    candidate.photoId === photo.photoId ||
    isSame(candidate.lesionId, photo.lesionId) ||
    isSame(candidate.patientId, photo.patientId)
  );
}

function directionOf(embedding: Float32Array, dimension: number): Float32Array {
  if (embedding.length !== dimension) {
    throw new RangeError(`an embedding of ${embedding.length} in an index of ${dimension}`);
  }
  const length = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? embedding.slice() : embedding.map((value) => value / length);
}

/** Four sums at a time: V8 keeps them in registers, which halves the time of the search. */
function dot(rows: Float32Array, start: number, direction: Float32Array): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = direction.length - (direction.length % 4);
  for (let at = 0; at < whole; at += 4) {
    first += (rows[start + at] ?? 0) * (direction[at] ?? 0);
    second += (rows[start + at + 1] ?? 0) * (direction[at + 1] ?? 0);
    third += (rows[start + at + 2] ?? 0) * (direction[at + 2] ?? 0);
    fourth += (rows[start + at + 3] ?? 0) * (direction[at + 3] ?? 0);
  }
  for (let at = whole; at < direction.length; at++) {
    first += (rows[start + at] ?? 0) * (direction[at] ?? 0);
  }
  return first + second + third + fourth;
}
