/**
 * What a frozen body makes of photos. Its answer to a view never changes, so the body runs once for
 * each and the vectors are kept as far as memory allows; what does not fit is computed again.
 */
import type { Kernels, Tensor } from "../vision/network/kernels";

/** A photo as a batch shows it. */
export interface View {
  /** Index into the run's photos. */
  readonly photo: number;
  /** Names the stream of random numbers that the photo undergoes. */
  readonly key: readonly number[];
}

export interface FrozenFeatures {
  /**
   * Those of the views whose pixels are wanted: neither kept nor wanted earlier for being kept.
   * Batches must be taken in the order in which this was asked.
   */
  needed(views: readonly View[]): readonly View[];
  /**
   * The body's vectors [views, features], released by the caller.
   *
   * @param inputOf gives the views that were needed as the body takes them; called where there is one
   */
  take(views: readonly View[], needed: readonly View[], inputOf: () => Tensor): Tensor;
}

export interface FrozenFeaturesOptions {
  readonly kernels: Kernels;
  /** Of photos [count, size, size, 3] their vectors [count, features], released by the caller. */
  readonly body: (input: Tensor) => Tensor;
  /** Numbers of one vector. */
  readonly length: number;
  /** Memory for kept vectors; 0 where no view comes back. */
  readonly cacheBytes: number;
}

export function createFrozenFeatures(options: FrozenFeaturesOptions): FrozenFeatures {
  const { kernels, body, length, cacheBytes } = options;
  const most = Math.floor(cacheBytes / (length * Float32Array.BYTES_PER_ELEMENT));
  /** Null: promised, its pixels were asked for. */
  const kept = new Map<string, Float32Array | null>();

  function compute(input: Tensor): Float32Array {
    const output = body(input);
    const values = output.floats();
    input.release();
    output.release();
    return values;
  }

  return {
    needed: (views) =>
      views.filter((view) => {
        const name = nameOf(view);
        if (kept.has(name)) return false;
        if (kept.size < most) kept.set(name, null);
        return true;
      }),
    take(views, needed, inputOf) {
      const computed = needed.length === 0 ? new Float32Array() : compute(inputOf());
      const fresh = new Map<string, Float32Array>();
      needed.forEach((view, row) => {
        const name = nameOf(view);
        const vector = computed.slice(row * length, (row + 1) * length);
        fresh.set(name, vector);
        if (kept.has(name)) kept.set(name, vector);
      });
      const all = new Float32Array(views.length * length);
      views.forEach((view, row) => {
        const name = nameOf(view);
        const vector = fresh.get(name) ?? kept.get(name);
        if (!vector) throw new Error("A view was taken before its pixels were asked for");
        all.set(vector, row * length);
      });
      return kernels.upload(all, [views.length, length]);
    },
  };
}

const nameOf = ({ key }: View): string => key.join();
