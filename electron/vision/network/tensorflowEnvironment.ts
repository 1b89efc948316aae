/**
 * What must be in place before TensorFlow's addon is loaded; imported first by tensorflow.ts.
 */
import util from "node:util";

// tfjs-node 4.22 calls these two, which Node 23 removed.
const removedFromNode = {
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
  isArray: (value: unknown): boolean => Array.isArray(value),
};

for (const [name, implementation] of Object.entries(removedFromNode)) {
  if (!(name in util)) Object.assign(util, { [name]: implementation });
}

// TensorFlow reports every missing CUDA library and every CPU feature on stderr, as errors.
process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";

// TensorFlow takes oneDNN's kernels of its own accord only where the processor has AVX-512 VNNI or
// better; with AVX2 alone they train 2.5 times faster as well.
process.env["TF_ENABLE_ONEDNN_OPTS"] ??= "1";
