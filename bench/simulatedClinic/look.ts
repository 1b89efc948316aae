/** The simulated clinic's camera: a warm cast, soft focus, a dark rim. */
import sharp from "sharp";

/** Gains of red, green and blue, in gamma-encoded values: a lamp of low colour temperature. */
const CAST = [1.08, 0.96, 0.78] as const;

/** Standard deviation of the blur in pixels of a photo 300 pixels wide. */
const BLUR = 1;

/** Share of light that the corners lose. */
const VIGNETTE = 0.5;

/** @returns a JPEG of the photo as the clinic's camera would have taken it */
export async function throughClinicCamera(file: string): Promise<Buffer> {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .toColourspace("srgb")
    .blur(BLUR)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const corner = middleX ** 2 + middleY ** 2;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 1 - (VIGNETTE * ((x - middleX) ** 2 + (y - middleY) ** 2)) / corner;
      CAST.forEach((gain, channel) => {
        const at = (y * width + x) * 3 + channel;
        data[at] = Math.min(255, Math.round((data[at] ?? 0) * gain * light));
      });
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}
