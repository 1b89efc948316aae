/** Why there is no picture of a camera; the words stand under `camera.failures`. */
export const CAMERA_FAILURES = ["none", "refused", "busy", "lost", "failed"] as const;

export type CameraFailure = (typeof CAMERA_FAILURES)[number];

/**
 * The failure that an error of `getUserMedia` stands for (W3C Media Capture and Streams,
 * 10.3.1).
 */
export function cameraFailureFrom(error: unknown): CameraFailure {
  switch (error instanceof Error ? error.name : "") {
    case "NotFoundError":
    case "OverconstrainedError":
      return "none";
    case "NotAllowedError":
    case "SecurityError":
      return "refused";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}
