/** Wide enough for a letterhead at 300 dots an inch and 40 mm. */
const WIDTH = 480;
const HEIGHT = 160;

/** Letters of a data URL that main takes. */
const MAX_LENGTH = 400_000;

/** A picture file as a PNG data URL of the size of a logo; null where it is none, or too rich. */
export async function logoFrom(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, WIDTH / picture.width, HEIGHT / picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const logo = canvas.toDataURL("image/png");
  return logo.length <= MAX_LENGTH ? logo : null;
}
