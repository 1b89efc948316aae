/**
 * A computation as a graph that TensorFlow executes as a whole. It then joins a convolution with
 * its bias and activation and reuses memory, which operations that are called one by one cannot
 * have: a pass takes two thirds of the processor's time (docs/PERFORMANCE.md).
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import messages from "@tensorflow/tfjs-node-gpu/dist/proto/api_pb";
import type { TensorFlowBinding } from "./tensorflow";

/** The version of the graph format that all of TensorFlow 2 reads. */
const PRODUCER = 1087;
const TAG = "serve";

export interface GraphBuilder {
  /** Floats of any shape that are given at each run. */
  input(name: string): void;
  constant(name: string, values: Float32Array | Int32Array, shape: readonly number[]): string;
  /** @returns the node's name, for others to take as an input */
  node(
    name: string,
    operation: string,
    inputs: readonly string[],
    attributes?: GraphAttributes,
  ): string;
  /** A SavedModel of this one graph, without variables. */
  bytes(): Uint8Array;
}

/** Texts, truths and lists of whole numbers as they are; types of elements as `{ type }`. */
export type GraphAttributes = Readonly<
  Record<string, string | readonly number[] | { readonly type: "float" | "int32" }>
>;

export function createGraph(): GraphBuilder {
  const nodes: InstanceType<typeof messages.NodeDef>[] = [];

  function add(
    name: string,
    operation: string,
    inputs: readonly string[],
    attributes: readonly (readonly [string, InstanceType<typeof messages.AttrValue>])[],
  ): string {
    const node = new messages.NodeDef();
    node.setName(name);
    node.setOp(operation);
    node.setInputList(inputs);
    for (const [key, value] of attributes) node.getAttrMap().set(key, value);
    nodes.push(node);
    return name;
  }

  return {
    input(name) {
      add(name, "Placeholder", [], [["dtype", attribute({ type: "float" })]]);
    },
    constant(name, values, shape) {
      const type = values instanceof Float32Array ? "float" : "int32";
      const value = new messages.AttrValue();
      value.setTensor(constantOf(values, shape));
      return add(
        name,
        "Const",
        [],
        [
          ["dtype", attribute({ type })],
          ["value", value],
        ],
      );
    },
    node: (name, operation, inputs, attributes = {}) =>
      add(
        name,
        operation,
        inputs,
        Object.entries(attributes).map(([key, value]) => [key, attribute(value)]),
      ),
    bytes() {
      const version = new messages.VersionDef();
      version.setProducer(PRODUCER);
      const graph = new messages.GraphDef();
      graph.setNodeList(nodes);
      graph.setVersions(version);
      const information = new messages.MetaGraphDef.MetaInfoDef();
      information.setTagsList([TAG]);
      const metaGraph = new messages.MetaGraphDef();
      metaGraph.setMetaInfoDef(information);
      metaGraph.setGraphDef(graph);
      const savedModel = new messages.SavedModel();
      savedModel.setSavedModelSchemaVersion(1);
      savedModel.addMetaGraphs(metaGraph);
      return savedModel.serializeBinary();
    },
  };
}

const dataType = (name: "float" | "int32"): number =>
  name === "float" ? messages.DataType.DT_FLOAT : messages.DataType.DT_INT32;

function attribute(given: GraphAttributes[string]): InstanceType<typeof messages.AttrValue> {
  const value = new messages.AttrValue();
  if (typeof given === "string") value.setS(Buffer.from(given));
  else if ("type" in given) value.setType(dataType(given.type));
  else {
    const list = new messages.AttrValue.ListValue();
    list.setIList(given);
    value.setList(list);
  }
  return value;
}

function constantOf(
  values: Float32Array | Int32Array,
  sides: readonly number[],
): InstanceType<typeof messages.Tensor> {
  const shape = new messages.TensorShape();
  for (const side of sides) {
    const dimension = new messages.TensorShape.Dim();
    dimension.setSize(side);
    shape.addDim(dimension);
  }
  const tensor = new messages.Tensor();
  tensor.setDtype(dataType(values instanceof Float32Array ? "float" : "int32"));
  tensor.setTensorShape(shape);
  tensor.setTensorContent(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return tensor;
}

/** A graph on the device. */
export interface LoadedGraph {
  /**
   * @param input id of the tensor that the graph's one input is given
   * @param outputs names of the nodes whose first outputs are wanted
   * @returns ids and shapes of new tensors, in the order of `outputs`
   */
  run(
    input: number,
    outputs: readonly string[],
  ): readonly { readonly id: number; readonly shape: readonly number[] }[];
  dispose(): void;
}

/**
 * TensorFlow loads graphs from folders only, so this one lies among the temporary files for as long
 * as that takes; it holds the weights of a network and nothing else.
 *
 * @throws an error of the file system, or of TensorFlow where it does not know an operation
 */
export function loadGraph(
  binding: TensorFlowBinding,
  savedModel: Uint8Array,
  inputName: string,
): LoadedGraph {
  const folder = mkdtempSync(join(tmpdir(), "lentigo-graph-"));
  let session: number;
  try {
    writeFileSync(join(folder, "saved_model.pb"), savedModel);
    session = binding.loadSavedModel(folder, TAG);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const first = (name: string): string => `${name}:0`;
  return {
    run: (input, outputs) =>
      binding.runSavedModel(session, [input], first(inputName), outputs.map(first).join()),
    dispose() {
      binding.deleteSavedModel(session);
    },
  };
}
