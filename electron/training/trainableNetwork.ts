/**
 * A network that can be trained: runs forward over a batch, remembers on a tape what the backward
 * pass needs, and runs back over the tape, freeing it as it goes.
 */
import type { Layer } from "../vision/network/description";
import type { Kernels, Tensor } from "../vision/network/kernels";
import { runExpansion, widens } from "./expansion";
import {
  runFrozenLayer,
  runLayer,
  type Gradients,
  type LayerContext,
  type LayerPass,
  type PlainLayer,
} from "./layers";
import { runPooledConvolution } from "./pooledConvolution";
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

/** Layers in a row that train as one. */
interface Stage {
  readonly layers: readonly [PlainLayer, ...PlainLayer[]];
  readonly run: (context: LayerContext) => LayerPass;
}

export function createTrainableNetwork(options: TrainableNetworkOptions): TrainableNetwork {
  const { kernels, layers, variables, firstTrained = 0 } = options;
  /** For each layer whose output a residual sum takes: the sum's position. */
  const lastUse = new Map<string, number>();
  layers.forEach((layer, index) => {
    if (layer.kind === "residualAdd") lastUse.set(layer.from, index);
  });
  const position = new Map(layers.map((layer, index) => [layer.name, index]));
  const isTrained = (name: string): boolean => (position.get(name) ?? 0) >= firstTrained;

  /** What trains from this place on: a layer alone, or several as one where that is quicker. */
  function stageAt(index: number, layer: PlainLayer, x: Tensor): Stage {
    const alone: Stage = { layers: [layer], run: (context) => runLayer(context, layer, x) };
    const [second, third] = layers.slice(index + 1, index + 3);
    if (layer.kind !== "conv" || !second || lastUse.has(layer.name)) return alone;
    if (second.kind === "batchNorm" && widens(layer, x.shape.at(-1) ?? 0)) {
      const expansion = { conv: layer, norm: second };
      return { layers: [layer, second], run: (context) => runExpansion(context, expansion, x) };
    }
    if (layer.bias && second.kind === "relu" && third?.kind === "maxPool") {
      if (lastUse.has(second.name)) return alone;
      const pooled = { conv: layer, pool: third };
      return {
        layers: [layer, second, third],
        run: (context) => runPooledConvolution(context, pooled, x),
      };
    }
    return alone;
  }

  function forward(input: Tensor, mode: ForwardMode): ForwardPass {
    const context = { kernels, variables, ...mode };
    const tape: TapeEntry[] = [];
    const shortcuts = new Map<string, Tensor>();
    let x = input.retain();
    let next = 0;
    for (const [index, layer] of layers.entries()) {
      if (index < next) continue; // A stage took it along.
      let name = layer.name;
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
        const stage = stageAt(index, layer, x);
        const pass = stage.run(context);
        next = index + stage.layers.length;
        name = stage.layers.at(-1)?.name ?? name;
        tape.push({ layer: name, pass });
        output = pass.output;
      }
      x.release();
      x = output;
      if (lastUse.has(name)) shortcuts.set(name, x.retain());
    }
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
