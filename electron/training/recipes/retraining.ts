/** How a model goes on learning from a clinic's photos, where more than its head learns. */
import type { NetworkOptions } from "../../vision/network/networkOptions";
import { lentigo } from "./lentigo";
import type { Phase, Recipe } from "./recipe";

/** Where the upper part begins: the blocks after the last halving. */
const UPPER: Readonly<Partial<Record<NetworkOptions["kind"], string>>> = {
  mobilenetV2: "block_13_expand",
  mobilenetV1: "conv_dw_12",
};

/** Half a look at the labels, half at what the version before says. */
const DISTILLATION = { weight: 0.5, temperature: 2 } as const;

/**
 * From the last halving on; about an hour for two thousand photos on two cores.
 *
 * @param network of the active model
 * @returns null where the network has no upper part that is known
 */
export function upperRecipe(network: NetworkOptions): Recipe | null {
  const from = UPPER[network.kind];
  if (from === undefined) return null;
  return retrainingRecipe("upper", network, [
    {
      epochs: 8,
      inputSize: 192,
      learningRate: { peak: 5e-5, warmup: 0.05, final: 0 },
      trained: { from },
    },
  ]);
}

/** Every layer; a night for some thousand photos on two cores. */
export function fullRecipe(network: NetworkOptions): Recipe {
  return retrainingRecipe("full", network, [
    {
      epochs: 15,
      inputSize: 192,
      learningRate: { peak: 1e-4, warmup: 0.05, final: 3e-5 },
      trained: "all",
    },
    {
      epochs: 5,
      inputSize: 224,
      learningRate: { peak: 3e-5, warmup: 0, final: 0 },
      trained: "all",
    },
  ]);
}

function retrainingRecipe(name: string, network: NetworkOptions, phases: Phase[]): Recipe {
  return { ...lentigo, name, network, phases, distillation: DISTILLATION };
}
