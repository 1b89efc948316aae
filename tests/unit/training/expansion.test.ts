/** The pair run as one against the two layers run one after the other. */
import { describe, expect, it } from "vitest";
import { runExpansion, widens } from "../../../electron/training/expansion";
import { randomStream } from "../../../electron/training/random";
import { networkVariables } from "../../../electron/training/variables";
import { parametersOf } from "../../../electron/vision/network/description";
import type { Tensor } from "../../../electron/vision/network/kernels";
import { elementCount } from "../../../electron/vision/network/parameters";
import {
  expectAgreement,
  kernels,
  normals,
  oneByOne,
  resultOf,
  wanted,
  type Run,
} from "../../fixtures/layersAsOne";

const conv = { kind: "conv", name: "widen", size: 1, stride: 1, filters: 12 } as const;
const norm = { kind: "batchNorm", name: "norm", epsilon: 1e-3 } as const;
const network = { name: "pair", inputChannels: 4, layers: [conv, norm] };
const shape = [3, 5, 6, 4];
// Far from zero, as maps behind a batch norm with an offset are.
const values = normals(elementCount(shape), 1).map((value, index) => value + 3 * (index % 4));
/** One channel is switched off, and one turned round. */
const parameters = new Map(
  parametersOf(network).map(({ name, role, shape: of }, index) => {
    const drawn = normals(elementCount(of), 20 + index);
    if (role === "gamma") drawn.set([0, -0.7]);
    return [name, { shape: of, values: drawn }];
  }),
);
const pair = { network, parameters, input: { shape, values }, outputShape: [3, 5, 6, 12] };

const asOne: Run = (context, x, gradient, into) => {
  const pass = runExpansion(context, { conv, norm }, x);
  return [pass.output, wanted(pass.backward(gradient, into, true))];
};

describe("a widening convolution with its batch norm", () => {
  it("gives what the two give one after the other, forwards and backwards", () => {
    const before = kernels.aliveTensors();
    const actual = resultOf(asOne, pair);
    expect(kernels.aliveTensors()).toBe(before);
    expectAgreement(actual, resultOf(oneByOne([conv, norm]), pair));
  });

  it("lets go of everything where no gradient comes, or none of the input is wanted", () => {
    const variables = networkVariables(kernels, network, parameters);
    const x = kernels.upload(values, shape);
    const context = { kernels, variables, newBatchWeight: 0.3, random: randomStream(9) };
    const before = kernels.aliveTensors();
    const dropped = runExpansion(context, { conv, norm }, x);
    dropped.output.release();
    dropped.discard();
    expect(kernels.aliveTensors()).toBe(before);
    const last = runExpansion(context, { conv, norm }, x);
    const gradients = new Map<string, Tensor>();
    expect(last.backward(last.output, gradients, false)).toBeNull();
    for (const tensor of [last.output, ...gradients.values()]) tensor.release();
    expect(kernels.aliveTensors()).toBe(before);
    x.release();
    variables.dispose();
  });

  it("is for convolutions of single pixels whose input is the narrow side", () => {
    expect(widens(conv, 4)).toBe(true);
    expect(widens(conv, 12)).toBe(false);
    expect(widens({ ...conv, size: 3 }, 4)).toBe(false);
    expect(widens({ ...conv, stride: 2 }, 4)).toBe(false);
    expect(widens({ ...conv, bias: true }, 4)).toBe(false);
  });
});
