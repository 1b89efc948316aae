/**
 * A network that can be trained: runs forward over a batch, remembers on a tape what the backward
 * pass needs, and runs back over the tape, freeing it as it goes.
 */
import type { Layer } from "../vision/network/description";
import type { Kernels, Tensor } from "../vision/network/kernels";
import { runExpansion, widens, type Expansion } from "./expansion";
import { runFrozenLayer, runLayer, type Gradients, type LayerPass } from "./layers";
import { randomStream, type Random } from "./random";
import type { Variables } from "./variables";

export interface TrainableNetworkOptions {
  readonly kernels: Kernels;
  /** Of a whole network or of a part that no residual sum leaves. */
  readonly layers: readonly Layer[];
  readonly variables: Variables;
  /**
   * Layers before this position are frozen: fixed statistics, no gradient, nothing kept. Default:
   * none; the number of layers freezes all.
   */
  readonly firstTrained?: number;
}

export interface ForwardPass {
  /** Output of the last layer, released by the caller. */
  readonly output: Tensor;
  /** Gradients of all trained parameters; call either this or `discard`, once. */
  backward(gradient: Tensor): Gradients;
  discard(): void;
}

export interface ForwardMode {
  /** What dropout draws from. */
  readonly random: Random;
  /** Weight (0 to 1) of the new batch in batch norm's moving statistics. */
  readonly newBatchWeight: number;
  /** [count, features], not consumed; left out where the network takes none. */
  readonly metadata?: Tensor | undefined;
}

export interface TrainableNetwork {
  /** @param input not consumed */
  forward(input: Tensor, mode: ForwardMode): ForwardPass;
}

/**
 * The layers with fixed statistics, no layer learning, nothing kept.
 *
 * @returns of an input, and metadata where the layers take some, the last layer's output, which the
 * caller releases
 */
export function createFrozenNetwork(
  options: Omit<TrainableNetworkOptions, "firstTrained">,
): (input: Tensor, metadata?: Tensor) => Tensor {
  const network = createTrainableNetwork({ ...options, firstTrained: options.layers.length });
  // Fixed layers draw nothing.
  const mode = { random: randomStream(), newBatchWeight: 0 };
  return (input, metadata) => network.forward(input, { ...mode, metadata }).output;
}

type TapeEntry =
  | { readonly layer: string; readonly pass: LayerPass }
  | { readonly layer: string; readonly sumWith: string };

export function createTrainableNetwork(options: TrainableNetworkOptions): TrainableNetwork {
  const { kernels, layers, variables, firstTrained = 0 } = options;
  /** For each layer whose output a residual sum takes: the sum's position. */
  const lastUse = new Map<string, number>();
  layers.forEach((layer, index) => {
    if (layer.kind === "residualAdd") lastUse.set(layer.from, index);
  });
  const position = new Map(layers.map((layer, index) => [layer.name, index]));
  const isTrained = (name: string): boolean => (position.get(name) ?? 0) >= firstTrained;

  /** The convolution at this place and its batch norm, where they run as one on `x`. */
  function expansionAt(index: number, x: Tensor): Expansion | null {
    const [conv, norm] = layers.slice(index, index + 2);
    if (index < firstTrained || conv?.kind !== "conv" || norm?.kind !== "batchNorm") return null;
    const isShared = lastUse.has(conv.name);
    return !isShared && widens(conv, x.shape.at(-1) ?? 0) ? { conv, norm } : null;
  }

  function forward(input: Tensor, mode: ForwardMode): ForwardPass {
    const context = { kernels, variables, ...mode };
    const tape: TapeEntry[] = [];
    const shortcuts = new Map<string, Tensor>();
    let x = input.retain();
    layers.forEach((layer, index) => {
      let output: Tensor;
      if (layer.kind === "residualAdd") {
        const shortcut = shortcuts.get(layer.from);
        if (!shortcut) throw new Error(`${layer.from} does not come before ${layer.name}`);
        output = kernels.add(shortcut, x);
        if (lastUse.get(layer.from) === index) {
          shortcut.release();
          shortcuts.delete(layer.from);
        }
        if (index >= firstTrained) tape.push({ layer: layer.name, sumWith: layer.from });
      } else if (index < firstTrained) {
        output = runFrozenLayer(context, layer, x);
      } else {
        if (expansionAt(index, x)) return; // The batch norm behind it takes it along.
        const expansion = expansionAt(index - 1, x);
        const pass = expansion ? runExpansion(context, expansion, x) : runLayer(context, layer, x);
        tape.push({ layer: layer.name, pass });
        output = pass.output;
      }
      x.release();
      x = output;
      if (lastUse.has(layer.name)) shortcuts.set(layer.name, x.retain());
    });
    return {
      output: x,
      backward: (gradient) => backward(tape, gradient),
      discard() {
        for (const entry of tape) if ("pass" in entry) entry.pass.discard();
      },
    };
  }

  function backward(tape: readonly TapeEntry[], outputGradient: Tensor): Gradients {
    const gradients: Gradients = new Map();
    /** Gradients that reached a layer's output through a residual sum. */
    const throughShortcuts = new Map<string, Tensor>();
    let gradient: Tensor | null = outputGradient.retain();
    for (let index = tape.length - 1; index >= 0; index--) {
      const entry = tape[index];
      if (!entry || gradient === null) break;
      const shortcut = throughShortcuts.get(entry.layer);
      if (shortcut) {
        const sum = kernels.add(gradient, shortcut);
        gradient.release();
        shortcut.release();
        throughShortcuts.delete(entry.layer);
        gradient = sum;
      }
      if ("sumWith" in entry) {
        if (isTrained(entry.sumWith)) throughShortcuts.set(entry.sumWith, gradient.retain());
        continue;
      }
      const before: Tensor | null = entry.pass.backward(gradient, gradients, index > 0);
      gradient.release();
      gradient = before;
    }
    gradient?.release();
    return gradients;
  }

  return { forward };
}
