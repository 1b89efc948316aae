import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  decodeParameters,
  encodeParameters,
  initialParameters,
} from "../../../../electron/vision/network/parameters";
import { describeNetwork } from "../../../../electron/vision/network/networkOptions";
import { encodeFloat16 } from "../../../../electron/vision/network/float16";
import { readTfjsWeights } from "../../../../electron/vision/network/tfjsWeights";
import { temporaryFolder } from "../../../fixtures/temporaryFolder";

const network = describeNetwork({ kind: "mobilenetV1", alpha: 0.1, classes: 7, dropout: 0 });

describe("a file of weights", () => {
  const { tensors, bytes } = encodeParameters(
    network,
    initialParameters(network, () => 0.5),
  );

  it("is refused where it is shorter or longer than its list of tensors", () => {
    expect(decodeParameters(tensors, bytes).size).toBe(tensors.length);
    const last = tensors.at(-1)?.name ?? "";
    expect(() => decodeParameters(tensors, bytes.subarray(0, -1))).toThrow(`end within ${last}`);
    expect(() => decodeParameters(tensors, Buffer.concat([bytes, Buffer.alloc(1)]))).toThrow(
      "longer than their list",
    );
  });

  it("is not written without a parameter that the network asks for", () => {
    const lacking = new Map(decodeParameters(tensors, bytes));
    lacking.delete("predictions/bias");
    expect(() => encodeParameters(network, lacking)).toThrow("lack predictions/bias");
  });
});

describe("weights that were published in the form of tfjs", () => {
  function published(quantization?: { readonly dtype: string }): string {
    const folder = join(temporaryFolder(), "published");
    mkdirSync(folder);
    const values = Float32Array.of(0.5, -2, 1024);
    const stored = quantization ? encodeFloat16(values) : values;
    const weights = [{ name: "conv/kernel", shape: [3], dtype: "float32", quantization }];
    writeFileSync(join(folder, "weights.json"), JSON.stringify({ weights }));
    writeFileSync(join(folder, "weights.bin"), new Uint8Array(stored.buffer));
    return folder;
  }

  it.each([[undefined], [{ dtype: "float16" }]])("are read whole, quantised by %j", async (how) => {
    const read = await readTfjsWeights(published(how));
    expect(read.get("conv/kernel")).toEqual({
      shape: [3],
      values: Float32Array.of(0.5, -2, 1024),
    });
  });

  it("are refused where they are stored in a way that is not known", async () => {
    await expect(readTfjsWeights(published({ dtype: "uint8" }))).rejects.toThrow();
  });
});
