/**
 * Reads weights in the form of tfjs' `encodeWeights`: `weights.json` lists the tensors,
 * `weights.bin` holds them end to end, here as float32 or quantised to float16.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { decodeParameters, type Parameters } from "./parameters";

const WeightsList = z.object({
  weights: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.int().positive()),
      dtype: z.literal("float32"),
      quantization: z.object({ dtype: z.literal("float16") }).optional(),
    }),
  ),
});

export async function readTfjsWeights(folder: string): Promise<Parameters> {
  const list = WeightsList.parse(JSON.parse(await readFile(join(folder, "weights.json"), "utf8")));
  const tensors = list.weights.map(({ name, shape, dtype, quantization }) => ({
    name,
    shape,
    dtype: quantization?.dtype ?? dtype,
  }));
  return decodeParameters(tensors, await readFile(join(folder, "weights.bin")));
}
