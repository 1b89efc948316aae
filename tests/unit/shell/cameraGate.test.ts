import { describe, expect, it } from "vitest";
import { createCameraGate, type PermissionAsked } from "../../../electron/shell/cameraGate";

const camera: PermissionAsked = {
  permission: "media",
  mediaTypes: ["video"],
  page: "app://lentigo",
  isMainFrame: true,
};

describe("the gate to the camera", () => {
  it("is closed until the dialog opens, and again when it closes", () => {
    const gate = createCameraGate();
    expect(gate.grants(camera)).toBe(false);
    gate.open();
    expect(gate.grants(camera)).toBe(true);
    for (const page of ["app://lentigo/", "app://lentigo/index.html"]) {
      expect(gate.grants({ ...camera, page })).toBe(true);
    }
    gate.close();
    expect(gate.grants(camera)).toBe(false);
  });

  it.each<[string, Partial<PermissionAsked>]>([
    ["sound", { mediaTypes: ["audio"] }],
    ["picture and sound", { mediaTypes: ["video", "audio"] }],
    ["media of a kind that is not said", { mediaTypes: [] }],
    ["an unknown kind", { mediaTypes: ["unknown"] }],
    ["the screen", { permission: "display-capture" }],
    ["the place", { permission: "geolocation", mediaTypes: [] }],
    ["another origin", { page: "https://lentigo" }],
    ["an origin that begins like ours", { page: "app://lentigo.example" }],
    ["no origin", { page: "" }],
    ["a frame within the page", { isMainFrame: false }],
  ])("gives nothing else while it is open: %s", (_, asked) => {
    const gate = createCameraGate();
    gate.open();
    expect(gate.grants({ ...camera, ...asked })).toBe(false);
  });
});
