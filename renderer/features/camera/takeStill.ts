/** High enough that the network's answer does not hang on it, a tenth of the size of PNG. */
const JPEG_QUALITY = 0.95;

/** A photo that was taken and not used yet. */
export interface Still {
  readonly blob: Blob;
  readonly takenAt: Date;
}

/**
 * The picture that a video shows now, in the camera's own pixels, as JPEG.
 *
 * @throws Error where the video shows none
 */
export async function takeStill(video: HTMLVideoElement, takenAt: Date): Promise<Still> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const context = canvas.getContext("2d");
  if (!context || canvas.width === 0) throw new Error("the camera shows no picture");
  context.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", JPEG_QUALITY);
  });
  if (!blob) throw new Error("the picture could not be encoded");
  return { blob, takenAt };
}
