/** The last layer of a model, taken out, applied and put back. */
import { foldNetwork } from "../../vision/network/folding";
import type { Model } from "../../vision/network/modelFolder";
import { describeNetwork } from "../../vision/network/networkOptions";
import {
  decodeParameters,
  encodeParameters,
  type Parameters,
} from "../../vision/network/parameters";
import type { Head } from "./convexHead";

/** Network and weights. */
type Weights = Pick<Model, "network" | "parameters">;

/** @throws Error where the network has not one dense layer after its pooling */
export function headOf({ network, parameters }: Weights): Head {
  const { kernel, bias } = foldNetwork(describeNetwork(network), parameters).head;
  return { kernel, bias };
}

/** The model's parameters with another head, rounded as they are stored. */
export function withHead({ network, parameters }: Weights, head: Head): Parameters {
  const replaced = new Map(parameters);
  for (const [name, values] of [
    ["predictions/kernel", head.kernel],
    ["predictions/bias", head.bias],
  ] as const) {
    const old = parameters.get(name);
    if (old?.values.length !== values.length) throw new Error("The network has no such head");
    replaced.set(name, { shape: old.shape, values });
  }
  return asStored({ network, parameters: replaced });
}

/** Figures must be those of the stored weights, which are rounded. */
export function asStored({ network, parameters }: Weights): Parameters {
  const { tensors, bytes } = encodeParameters(describeNetwork(network), parameters);
  return decodeParameters(tensors, bytes);
}

/** What the head answers to an embedding: one number a class, before calibration. */
export function logitsOf({ kernel, bias }: Head, embedding: Float32Array): number[] {
  const logits = Array.from(bias);
  embedding.forEach((value, feature) => {
    for (let label = 0; label < logits.length; label++) {
      const weight = kernel[feature * logits.length + label] ?? 0;
      logits[label] = (logits[label] ?? 0) + value * weight;
    }
  });
  return logits;
}
