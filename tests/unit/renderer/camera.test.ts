import { describe, expect, it } from "vitest";
import { cameraFailureFrom } from "../../../renderer/features/camera/cameraFailure";
import { cameraPhotoName } from "../../../renderer/features/camera/photoName";

describe("a photo of the camera", () => {
  it("is named by its local time, so that names sort by it", () => {
    expect(cameraPhotoName(new Date(2026, 10, 21, 14, 5, 33))).toBe(
      "camera 2026-11-21 14-05-33.jpg",
    );
    expect(cameraPhotoName(new Date(2026, 0, 2, 3, 4, 5))).toBe("camera 2026-01-02 03-04-05.jpg");
  });
});

describe("what keeps a camera from giving a picture", () => {
  it.each([
    ["NotFoundError", "none"],
    ["NotAllowedError", "refused"],
    ["NotReadableError", "busy"],
    ["TypeError", "failed"],
  ])("is told from %s as %s", (name, failure) => {
    expect(cameraFailureFrom(new DOMException("", name))).toBe(failure);
  });

  it("is never unknown", () => {
    expect(cameraFailureFrom(undefined)).toBe("failed");
  });
});
