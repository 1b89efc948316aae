/** Which part of a network learns in a phase, and where its head begins. */
import type { NetworkDescription } from "../vision/network/description";
import type { TrainedLayers } from "./recipes/recipe";

/**
 * Position of the first layer that learns.
 *
 * @throws Error where the network has no such layer
 */
export function firstTrainedLayer(network: NetworkDescription, trained: TrainedLayers): number {
  if (trained === "all") return 0;
  if (trained === "head") return headStart(network);
  const position = network.layers.findIndex(({ name }) => name === trained.from);
  if (position < 0) throw new Error(`The network has no layer ${trained.from}`);
  return position;
}

/** Position of the first layer that sees one vector a photo: the one behind the last pooling. */
export function headStart({ layers }: NetworkDescription): number {
  const pooling = layers.findIndex(
    ({ kind }) => kind === "globalAveragePool" || kind === "flatten",
  );
  if (pooling < 0) throw new Error("The network makes no vector of its maps");
  return pooling + 1;
}
