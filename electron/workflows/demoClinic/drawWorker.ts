/** Entry of a worker thread: draws the photos of the demo clinic, one after the other. */
import { parentPort } from "node:worker_threads";
import { drawDemoPhoto } from "../../demo/clinic/photos";
import { sharp } from "../../vision/sharpRuntime";
import type { DrawReply, DrawRequest } from "./drawer";

const QUALITY = 92;

async function answer({ id, drawing }: DrawRequest): Promise<DrawReply> {
  try {
    const { pixels, width, height } = drawDemoPhoto(drawing);
    const image = sharp(pixels, { raw: { width, height, channels: 3 } });
    // A copy in memory of its own: WebAssembly hands out shared memory, which no message carries.
    return { id, jpeg: new Uint8Array(await image.jpeg({ quality: QUALITY }).toBuffer()) };
  } catch (error) {
    return { id, failure: String(error) };
  }
}

const port = parentPort;
if (!port) throw new Error("This file runs as a worker thread");

port.on("message", (request: DrawRequest) => {
  void answer(request).then((reply) => {
    port.postMessage(reply);
  });
});
