/**
 * The vision process: loads one model version and answers requests until it is ended. Runs as
 * an Electron utility process or as a child of plain Node; its one argument is the model's
 * folder.
 */
import { placeOf } from "../contract/errorPlace";
import { failureOf, type Failure } from "../contract/errors";
import { loadClassifier, type Classifier } from "./classifier";
import { decodePhoto as decode, requirePixels, type DecodedPhoto, type PixelImage } from "./decode";
import { limitConcurrency } from "./concurrency";
import { paintPhoto, printPhoto } from "./heatmap";
import { connectToParent } from "../processes/parentLine";
import { lowerPriority } from "../processes/priority";
import type {
  FromVision,
  PreparedPhoto,
  ToVision,
  VisionOperation,
  VisionOperations,
} from "./protocol";
import { sanitisePhoto } from "./sanitise";
import { sharp } from "./sharpRuntime";

/** Photos decoded at once: each of 50 megapixels takes 150 MB and more on the way. */
const decodePhoto = limitConcurrency(2, decode);

type Handlers = {
  [O in keyof VisionOperations]: (
    classifier: Classifier,
    input: VisionOperations[O]["input"],
  ) => Promise<VisionOperations[O]["output"]>;
};

const handlers: Handlers = {
  assess: async (classifier, { bytes }) => classifier.assess(await decodePhoto(bytes)),
  intake: async (classifier, { bytes }) => {
    const decoded = await decodePhoto(bytes);
    const [assessment, photo] = await Promise.all([
      classifier.assess(decoded),
      preparePhoto(bytes, decoded),
    ]);
    return { assessment, photo };
  },
  paint: async (_, { bytes, heat, classIndex }) => ({
    png: sendable(await paintPhoto(await decodePhoto(bytes), heat, classIndex)),
  }),
  print: async (_, { bytes, heat }) => {
    const photo = await decodePhoto(bytes);
    return {
      photo: sendable(await printPhoto(photo, null)),
      painted: heat && sendable(await printPhoto(photo, heat)),
    };
  },
  decode: async (_, { bytes }) => {
    const { pixels, width, height } = await decodePhoto(bytes);
    return { pixels: sendable(pixels), width, height };
  },
  encode: async (_, { pixels, width, height }) => {
    requirePixels(width * height);
    const image = sharp(pixels, { raw: { width, height, channels: 3 } });
    return { png: sendable(await image.png({ compressionLevel: 6 }).toBuffer()) };
  },
};

/** Longest side of a thumbnail, in pixels. */
const THUMBNAIL_SIDE = 320;

async function preparePhoto(bytes: Uint8Array, decoded: DecodedPhoto): Promise<PreparedPhoto> {
  const { format, width, height, pixels } = decoded;
  const thumbnail = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer();
  const sanitised = await sanitisePhoto(bytes, decoded);
  return {
    format,
    width,
    height,
    thumbnail: sendable(thumbnail),
    sanitised: sendable(sanitised),
  };
}

/** A copy in memory of its own: WebAssembly hands out shared memory, which no message carries. */
function sendable(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

async function answer(classifier: Classifier, message: ToVision): Promise<FromVision> {
  const { id, operation, input } = message;
  try {
    const handle = handlers[operation] as (
      classifier: Classifier,
      input: ToVision["input"],
    ) => Promise<VisionOperations[VisionOperation]["output"]>;
    return { kind: "answer", id, value: await handle(classifier, input) };
  } catch (error) {
    return { kind: "refused", id, error: describe(error) };
  }
}

function describe(error: unknown): Failure {
  const failure = failureOf(error);
  if (failure) return failure;
  process.stderr.write(`vision: ${placeOf(error)}\n`);
  return { code: "internal", details: {} };
}

const BLANK: PixelImage = { pixels: new Uint8Array(400 * 300 * 3), width: 400, height: 300 };

async function main(): Promise<void> {
  const line = connectToParent<ToVision, FromVision>();
  // Its threads would keep every core: the window goes on while hundreds of photos come in.
  lowerPriority("below-normal");
  try {
    const classifier = await loadClassifier(process.argv[2] ?? "");
    line.listen((message) => {
      void answer(classifier, message)
        .then(line.post)
        .catch((error: unknown) => {
          line.post({ kind: "refused", id: message.id, error: describe(error) });
        });
    });
    line.post({ kind: "ready", device: classifier.device, model: classifier.model });
    // TensorFlow prepares each kernel on its first call: not while somebody waits for a photo.
    await classifier.assess(BLANK);
  } catch (error) {
    line.post({ kind: "failed", error: describe(error) });
    // There is nothing to wait for; the message must leave first.
    setTimeout(() => process.exit(1), 1000);
  }
}

void main();
