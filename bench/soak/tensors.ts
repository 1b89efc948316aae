import { join } from "node:path";
import { loadClassifier } from "../../electron/vision/classifier";
import { decodePhoto } from "../../electron/vision/decode";
import { openTensorFlow } from "../../electron/vision/network/tensorflow";
import { createKernels } from "../../electron/vision/network/kernels";
import { variedPhotos } from "../variedPhotos";

/** Tensors alive before and after so many photos, in one process: none may be left behind. */
export async function countTensors(
  folder: string,
  photos: number,
): Promise<{ readonly before: number; readonly after: number }> {
  const classifier = await loadClassifier("models/base");
  const varied = await variedPhotos(join(folder, "drawn"), {
    ...{ drawn: 5, seed: 14, width: 600, height: 450 },
  });
  const { aliveTensors } = createKernels(openTensorFlow());
  const assess = async (number: number): Promise<void> => {
    await classifier.assess(await decodePhoto(await varied.photo(number)));
  };
  await assess(0);
  const before = aliveTensors();
  for (let number = 1; number <= photos; number++) await assess(number);
  return { before, after: aliveTensors() };
}
