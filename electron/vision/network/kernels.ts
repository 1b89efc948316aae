/**
 * TensorFlow's kernels with types: what serving and training compute with.
 *
 * Feature maps are NHWC, convolution kernels HWIO, depthwise kernels HWC1, everything float32.
 * No kernel consumes its arguments; every tensor that a kernel returns has one reference, which
 * the caller releases. There is no garbage collection: a tensor that is not released leaks.
 */
import { loadGraph } from "./graph";
import type { OperationAttribute, TensorData, TensorFlow, TensorFlowBinding } from "./tensorflow";

/** Shared name that makes a variable die with its handle (core/framework/resource_handle.h). */
const ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

/** A tensor on the device, counted by reference. */
export class Tensor {
  private references = 1;

  constructor(
    private readonly binding: TensorFlowBinding,
    readonly id: number,
    readonly shape: readonly number[],
  ) {}

  /** Adds a reference, so that one more `release` is due. */
  retain(): this {
    if (this.references === 0) throw new Error("A released tensor was used again");
    this.references += 1;
    return this;
  }

  release(): void {
    if (this.references === 0) throw new Error("A tensor was released twice");
    this.references -= 1;
    if (this.references === 0) this.binding.deleteTensor(this.id);
  }

  /** A copy of the values. */
  floats(): Float32Array {
    const values = this.binding.tensorDataSync(this.id);
    if (!(values instanceof Float32Array)) throw new Error("The tensor does not hold floats");
    return values;
  }
}

/** What operations give, by how many tensors that are. */
interface Tensors {
  readonly 0: readonly [];
  readonly 1: readonly [Tensor];
  readonly 2: readonly [Tensor, Tensor];
  readonly 5: readonly [Tensor, Tensor, Tensor, Tensor, Tensor];
  readonly 6: readonly [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
}

export interface BatchNormForward {
  readonly output: Tensor;
  /** The moving statistics after this batch. */
  readonly movingMean: Tensor;
  readonly movingVariance: Tensor;
  /** What the gradient kernel wants back. */
  readonly reserve: readonly [Tensor, Tensor, Tensor];
}

export interface MaxPoolForward {
  readonly output: Tensor;
  /** What the gradient kernel wants back. */
  readonly reserve: readonly Tensor[];
}

/** Kernels that pool squares of `size` x `size` side by side, forwards and back. */
interface MaxPooling {
  forward(x: Tensor, size: number): MaxPoolForward;
  gradient(x: Tensor, forward: MaxPoolForward, gradient: Tensor, size: number): Tensor;
}

/** A computation that TensorFlow executes as a whole. */
export interface Graph {
  /** The outputs of these nodes, each a tensor of its own. */
  run(input: Tensor, outputs: readonly string[]): Tensor[];
  dispose(): void;
}

export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** beta1 and beta2 to the power of the step's number, counted from 1. */
  readonly beta1Power: number;
  readonly beta2Power: number;
}

/** What a network takes pixels of 0 to 255 as. */
export type PixelRange = "minusOneToOne" | "zeroToOne";

export type Kernels = ReturnType<typeof createKernels>;

export function createKernels(tensorflow: TensorFlow) {
  const { binding } = tensorflow;

  const type = (name: string, value: number): OperationAttribute => ({
    name,
    type: binding.TF_ATTR_TYPE,
    value,
  });
  const ints = (name: string, value: number | readonly number[]): OperationAttribute => ({
    name,
    type: binding.TF_ATTR_INT,
    value,
  });
  const float = (name: string, value: number): OperationAttribute => ({
    name,
    type: binding.TF_ATTR_FLOAT,
    value,
  });
  const bool = (name: string, value: boolean): OperationAttribute => ({
    name,
    type: binding.TF_ATTR_BOOL,
    value,
  });
  const text = (name: string, value: string): OperationAttribute => ({
    name,
    type: binding.TF_ATTR_STRING,
    value,
  });

  const T = type("T", binding.TF_FLOAT);
  const NHWC = text("data_format", "NHWC");

  const convolution = (stride: number): OperationAttribute[] => [
    T,
    ints("strides", [1, stride, stride, 1]),
    ints("dilations", [1, 1, 1, 1]),
    ints("explicit_paddings", []),
    text("padding", "SAME"),
    NHWC,
  ];
  const pooling = (size: number): OperationAttribute[] => [
    T,
    ints("ksize", [1, size, size, 1]),
    ints("strides", [1, size, size, 1]),
    text("padding", "VALID"),
    NHWC,
  ];
  /** As TensorFlow's own rewriting of graphs asks for a kernel of oneDNN. */
  const oneDnnPooling = (size: number): OperationAttribute[] => [
    ...pooling(size),
    ints("explicit_paddings", []),
    bool("workspace_enabled", true),
    text("_kernel", "MklNameChangeOp"),
  ];
  const dense = (stride: number) => [...convolution(stride), bool("use_cudnn_on_gpu", true)];

  /** @param outputs how many tensors the operation gives, by its definition */
  function execute<N extends keyof Tensors>(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly Tensor[],
    outputs: N,
  ): Tensors[N] {
    const results = binding.executeOp(
      name,
      attributes,
      inputs.map((input) => input.id),
      outputs,
    );
    return results.map(({ id, shape }) => new Tensor(binding, id, shape)) as unknown as Tensors[N];
  }

  function single(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly Tensor[],
  ): Tensor {
    return execute(name, attributes, inputs, 1)[0];
  }

  /** The values' memory is shared with the tensor until it is released: do not write to it. */
  function upload(values: TensorData, shape: readonly number[]): Tensor {
    const dtype =
      values instanceof Float32Array
        ? binding.TF_FLOAT
        : values instanceof Int32Array
          ? binding.TF_INT32
          : binding.TF_UINT8;
    return new Tensor(binding, binding.createTensor(shape, dtype, values), shape);
  }

  function withTensor<R>(tensor: Tensor, use: (tensor: Tensor) => R): R {
    try {
      return use(tensor);
    } finally {
      tensor.release();
    }
  }

  const int32 = (...values: number[]) => upload(Int32Array.from(values), [values.length]);
  const scalar = (value: number) => upload(Float32Array.of(value), []);

  const binary = (name: string) => (a: Tensor, b: Tensor) => single(name, [T], [a, b]);
  const add = binary("AddV2");
  const multiply = binary("Mul");
  const subtract = binary("Sub");

  function reshape(x: Tensor, shape: readonly number[]): Tensor {
    return withTensor(int32(...shape), (target) =>
      single("Reshape", [T, type("Tshape", binding.TF_INT32)], [x, target]),
    );
  }

  function matMul(
    a: Tensor,
    b: Tensor,
    transpose: { readonly a?: boolean; readonly b?: boolean } = {},
  ): Tensor {
    const attributes = [
      T,
      bool("transpose_a", transpose.a ?? false),
      bool("transpose_b", transpose.b ?? false),
    ];
    return single("MatMul", attributes, [a, b]);
  }

  const maxPoolingByTensorFlow: MaxPooling = {
    forward: (x, size) => ({ output: single("MaxPool", pooling(size), [x]), reserve: [] }),
    gradient: (x, { output }, gradient, size) =>
      single("MaxPoolGrad", pooling(size), [x, output, gradient]),
  };

  const maxPoolingByOneDnn: MaxPooling = {
    forward(x, size) {
      const [output, places] = execute("_MklNativeMaxPool", oneDnnPooling(size), [x], 2);
      return { output, reserve: [places] };
    },
    gradient: (x, { output, reserve }, gradient, size) =>
      single("_MklNativeMaxPoolGrad", oneDnnPooling(size), [x, output, gradient, ...reserve]),
  };

  /** Null until something is pooled. */
  let chosenMaxPooling: MaxPooling | null = null;

  function maxPooling(): MaxPooling {
    chosenMaxPooling ??= canPoolByOneDnn() ? maxPoolingByOneDnn : maxPoolingByTensorFlow;
    return chosenMaxPooling;
  }

  /** Found out by trying: builds of TensorFlow differ. */
  function canPoolByOneDnn(): boolean {
    if (tensorflow.device.kind !== "cpu") return false;
    return withTensor(upload(new Float32Array(4), [1, 2, 2, 1]), (x) => {
      try {
        const { output, reserve } = maxPoolingByOneDnn.forward(x, 2);
        for (const tensor of [output, ...reserve]) tensor.release();
        return true;
      } catch {
        return false;
      }
    });
  }

  return {
    device: tensorflow.device,

    /** Tensors alive in this process: tests compare it before and after. */
    aliveTensors: (): number => binding.getNumOfTensors(),

    /** The same of graphs. */
    aliveGraphs: (): number => binding.getNumOfSavedModels(),

    /** A graph whose one input is called `input`. Whoever loads it disposes of it. */
    loadGraph(savedModel: Uint8Array): Graph {
      const graph = loadGraph(binding, savedModel, "input");
      return {
        run: (input, outputs) =>
          graph.run(input.id, outputs).map(({ id, shape }) => new Tensor(binding, id, shape)),
        dispose: () => {
          graph.dispose();
        },
      };
    },

    upload,
    scalar,
    add,
    subtract,
    multiply,

    scale(x: Tensor, factor: number): Tensor {
      return withTensor(scalar(factor), (by) => multiply(x, by));
    },

    /** Pixels (uint8 0 to 255) to the range -1 to 1 that MobileNets take, or to another. */
    normalisePixels(pixels: Tensor, range: PixelRange = "minusOneToOne"): Tensor {
      const cast = [type("SrcT", binding.TF_UINT8), type("DstT", binding.TF_FLOAT)];
      const truncate = bool("Truncate", false);
      return withTensor(single("Cast", [...cast, truncate], [pixels]), (floats) => {
        if (range === "zeroToOne") {
          return withTensor(scalar(255), (whole) => single("RealDiv", [T], [floats, whole]));
        }
        return withTensor(scalar(127.5), (half) =>
          withTensor(single("RealDiv", [T], [floats, half]), (scaled) =>
            withTensor(scalar(1), (one) => subtract(scaled, one)),
          ),
        );
      });
    },

    reshape,

    conv2d: (x: Tensor, kernel: Tensor, stride: number): Tensor =>
      single("Conv2D", dense(stride), [x, kernel]),

    conv2dInputGradient(
      inputShape: readonly number[],
      kernel: Tensor,
      gradient: Tensor,
      stride: number,
    ): Tensor {
      return withTensor(int32(...inputShape), (sizes) =>
        single("Conv2DBackpropInput", dense(stride), [sizes, kernel, gradient]),
      );
    },

    conv2dKernelGradient(
      x: Tensor,
      kernelShape: readonly number[],
      gradient: Tensor,
      stride: number,
    ): Tensor {
      return withTensor(int32(...kernelShape), (sizes) =>
        single("Conv2DBackpropFilter", dense(stride), [x, sizes, gradient]),
      );
    },

    depthwiseConv2d: (x: Tensor, kernel: Tensor, stride: number): Tensor =>
      single("DepthwiseConv2dNative", convolution(stride), [x, kernel]),

    depthwiseConv2dInputGradient(
      inputShape: readonly number[],
      kernel: Tensor,
      gradient: Tensor,
      stride: number,
    ): Tensor {
      return withTensor(int32(...inputShape), (sizes) =>
        single("DepthwiseConv2dNativeBackpropInput", convolution(stride), [
          sizes,
          kernel,
          gradient,
        ]),
      );
    },

    depthwiseConv2dKernelGradient(
      x: Tensor,
      kernelShape: readonly number[],
      gradient: Tensor,
      stride: number,
    ): Tensor {
      return withTensor(int32(...kernelShape), (sizes) =>
        single("DepthwiseConv2dNativeBackpropFilter", convolution(stride), [x, sizes, gradient]),
      );
    },

    biasAdd: (x: Tensor, bias: Tensor): Tensor => single("BiasAdd", [T, NHWC], [x, bias]),

    /** Sum over every axis but the last. */
    biasGradient: (gradient: Tensor): Tensor => single("BiasAddGrad", [T, NHWC], [gradient]),

    relu: (x: Tensor): Tensor => single("Relu", [T], [x]),

    /** `output` may be relu's output or its input: the kernel gives the same for both. */
    reluGradient: (gradient: Tensor, output: Tensor): Tensor =>
      single("ReluGrad", [T], [gradient, output]),

    relu6: (x: Tensor): Tensor => single("Relu6", [T], [x]),

    /** `output` may be relu6's output or its input: the kernel gives the same for both. */
    relu6Gradient: (gradient: Tensor, output: Tensor): Tensor =>
      single("Relu6Grad", [T], [gradient, output]),

    /** `newBatchWeight` (0 to 1) is the weight of this batch in the moving statistics. */
    batchNormTraining(
      x: Tensor,
      gamma: Tensor,
      beta: Tensor,
      movingMean: Tensor,
      movingVariance: Tensor,
      options: { readonly epsilon: number; readonly newBatchWeight: number },
    ): BatchNormForward {
      const attributes = [
        T,
        type("U", binding.TF_FLOAT),
        float("epsilon", options.epsilon),
        float("exponential_avg_factor", options.newBatchWeight),
        NHWC,
        bool("is_training", true),
      ];
      const inputs = [x, gamma, beta, movingMean, movingVariance];
      const [output, mean, variance, ...reserve] = execute(
        "FusedBatchNormV3",
        attributes,
        inputs,
        6,
      );
      return { output, movingMean: mean, movingVariance: variance, reserve };
    },

    batchNormInference(
      x: Tensor,
      gamma: Tensor,
      beta: Tensor,
      movingMean: Tensor,
      movingVariance: Tensor,
      epsilon: number,
    ): Tensor {
      const attributes = [
        T,
        type("U", binding.TF_FLOAT),
        float("epsilon", epsilon),
        float("exponential_avg_factor", 1),
        NHWC,
        bool("is_training", false),
      ];
      const inputs = [x, gamma, beta, movingMean, movingVariance];
      const [output, ...rest] = execute("FusedBatchNormV3", attributes, inputs, 6);
      for (const unused of rest) unused.release();
      return output;
    },

    /** Gradients of the batch norm that trained on `x`. */
    batchNormGradient(
      gradient: Tensor,
      x: Tensor,
      gamma: Tensor,
      reserve: BatchNormForward["reserve"],
      epsilon: number,
    ): { readonly input: Tensor; readonly gamma: Tensor; readonly beta: Tensor } {
      const attributes = [
        T,
        type("U", binding.TF_FLOAT),
        float("epsilon", epsilon),
        NHWC,
        bool("is_training", true),
      ];
      const inputs = [gradient, x, gamma, ...reserve];
      const [input, scale, offset, ...rest] = execute(
        "FusedBatchNormGradV3",
        attributes,
        inputs,
        5,
      );
      for (const unused of rest) unused.release();
      return { input, gamma: scale, beta: offset };
    },

    /** [count, height, width, channels] to [count, channels]. */
    globalAveragePool(x: Tensor): Tensor {
      return withTensor(int32(1, 2), (axes) =>
        single("Mean", [T, type("Tidx", binding.TF_INT32), bool("keep_dims", false)], [x, axes]),
      );
    },

    /** Spreads a gradient [count, channels] evenly over `shape` [count, height, width, channels]. */
    globalAveragePoolGradient(gradient: Tensor, shape: readonly number[]): Tensor {
      const [count = 0, height = 0, width = 0, channels = 0] = shape;
      const share = Float32Array.of(1 / (height * width));
      return withTensor(upload(share, [1]), (by) =>
        withTensor(multiply(gradient, by), (scaled) =>
          withTensor(int32(count, 1, 1, channels), (column) =>
            withTensor(
              single("Reshape", [T, type("Tshape", binding.TF_INT32)], [scaled, column]),
              (columns) =>
                withTensor(int32(...shape), (target) =>
                  single("BroadcastTo", [T, type("Tidx", binding.TF_INT32)], [columns, target]),
                ),
            ),
          ),
        ),
      );
    },

    /** False on a graphics card, and where TensorFlow was built without oneDNN. */
    poolsByOneDnn: (): boolean => maxPooling() === maxPoolingByOneDnn,

    /**
     * Squares of `size` x `size` side by side; what is left over at the far edges is cut. By oneDNN
     * where it is there: forwards and back it takes a ninth of the time of TensorFlow's own kernels
     * (9 ms in place of 83 for 32 x 150 x 150 x 32 numbers, two cores, AVX2).
     */
    maxPool: (x: Tensor, size: number): MaxPoolForward => maxPooling().forward(x, size),

    maxPoolGradient: (x: Tensor, forward: MaxPoolForward, gradient: Tensor, size: number): Tensor =>
      maxPooling().gradient(x, forward, gradient, size),

    /** [count, a] and [count, b] to [count, a + b]. */
    joinColumns(left: Tensor, right: Tensor): Tensor {
      const attributes = [ints("N", 2), T, type("Tidx", binding.TF_INT32)];
      return withTensor(upload(Int32Array.of(1), []), (axis) =>
        single("ConcatV2", attributes, [left, right, axis]),
      );
    },

    /** The first `columns` of [count, more]. */
    firstColumns(x: Tensor, columns: number): Tensor {
      return withTensor(int32(0, 0), (begin) =>
        withTensor(int32(x.shape[0] ?? 0, columns), (size) =>
          single("Slice", [T, type("Index", binding.TF_INT32)], [x, begin, size]),
        ),
      );
    },

    matMul,

    /** [rows, columns] to [columns]: a product with ones reads wide maps faster than a reduction. */
    columnSums(x: Tensor): Tensor {
      const [rows = 0, columns = 0] = x.shape;
      return withTensor(upload(new Float32Array(rows).fill(1), [1, rows]), (ones) =>
        withTensor(matMul(ones, x), (sums) => reshape(sums, [columns])),
      );
    },

    /** 1 / sqrt(x + epsilon) */
    inverseRoot(x: Tensor, epsilon: number): Tensor {
      return withTensor(scalar(epsilon), (offset) =>
        withTensor(add(x, offset), (sum) => single("Rsqrt", [T], [sum])),
      );
    },

    /** A new variable with these values; the handle's release frees it. */
    createVariable(values: Float32Array, shape: readonly number[]): Tensor {
      const [handle] = execute(
        "VarHandleOp",
        [
          type("dtype", binding.TF_FLOAT),
          { name: "shape", type: binding.TF_ATTR_SHAPE, value: shape },
          text("shared_name", ANONYMOUS),
          text("container", ""),
        ],
        [],
        1,
      );
      // A copy, since upload shares memory and the optimiser writes in place.
      withTensor(upload(Float32Array.from(values), shape), (initial) => {
        execute("AssignVariableOp", [type("dtype", binding.TF_FLOAT)], [handle, initial], 0);
      });
      return handle;
    },

    readVariable: (variable: Tensor): Tensor =>
      single("ReadVariableOp", [type("dtype", binding.TF_FLOAT)], [variable]),

    assignVariable(variable: Tensor, value: Tensor): void {
      execute("AssignVariableOp", [type("dtype", binding.TF_FLOAT)], [variable, value], 0);
    },

    subtractFromVariable(variable: Tensor, value: Tensor): void {
      execute("AssignSubVariableOp", [type("dtype", binding.TF_FLOAT)], [variable, value], 0);
    },

    /** Kingma and Ba: Adam, 2015; updates the variable and its two moments in place. */
    applyAdam(
      variable: Tensor,
      firstMoment: Tensor,
      secondMoment: Tensor,
      gradient: Tensor,
      step: AdamStep,
    ): void {
      const scalars = [
        step.beta1Power,
        step.beta2Power,
        step.learningRate,
        step.beta1,
        step.beta2,
        step.epsilon,
      ].map(scalar);
      execute(
        "ResourceApplyAdam",
        [T, bool("use_locking", false), bool("use_nesterov", false)],
        [variable, firstMoment, secondMoment, ...scalars, gradient],
        0,
      );
      for (const value of scalars) value.release();
    },
  };
}
