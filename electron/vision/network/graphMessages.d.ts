/**
 * What graph.ts uses of the messages of TensorFlow's graph format that come with tfjs-node, which
 * has no types for them. https://github.com/tensorflow/tfjs, tfjs-node/src/proto/api.proto.
 */
declare module "@tensorflow/tfjs-node-gpu/dist/proto/api_pb" {
  class Dimension {
    setSize(size: number): void;
  }
  class Shape {
    addDim(dimension: Dimension): void;
  }
  class Constant {
    setDtype(type: number): void;
    setTensorShape(shape: Shape): void;
    setTensorContent(bytes: Uint8Array): void;
  }
  class List {
    setIList(values: readonly number[]): void;
  }
  class Attribute {
    setS(value: Uint8Array): void;
    setType(value: number): void;
    setList(values: List): void;
    setTensor(tensor: Constant): void;
  }
  class Node {
    setName(name: string): void;
    setOp(operation: string): void;
    setInputList(names: readonly string[]): void;
    getAttrMap(): { set(name: string, value: Attribute): void };
  }
  class Graph {
    setNodeList(nodes: readonly Node[]): void;
    setVersions(version: Version): void;
  }
  class Version {
    setProducer(version: number): void;
  }
  class Information {
    setTagsList(tags: readonly string[]): void;
  }
  class MetaGraph {
    setMetaInfoDef(information: Information): void;
    setGraphDef(graph: Graph): void;
  }
  const messages: {
    readonly Tensor: typeof Constant;
    readonly TensorShape: typeof Shape & { readonly Dim: typeof Dimension };
    readonly AttrValue: typeof Attribute & { readonly ListValue: typeof List };
    readonly NodeDef: typeof Node;
    readonly GraphDef: typeof Graph;
    readonly VersionDef: typeof Version;
    readonly MetaGraphDef: typeof MetaGraph & { readonly MetaInfoDef: typeof Information };
    readonly SavedModel: new () => {
      setSavedModelSchemaVersion(version: number): void;
      addMetaGraphs(graph: MetaGraph): void;
      serializeBinary(): Uint8Array;
    };
    readonly DataType: { readonly DT_FLOAT: number; readonly DT_INT32: number };
  };
  export default messages;
}
