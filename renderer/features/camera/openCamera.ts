import { call } from "../../api/client";

/** More than any camera has: the browser gives the nearest that there is. */
const LARGEST = { width: { ideal: 4096 }, height: { ideal: 4096 } };

/**
 * Opens a camera, with main's leave, and without sound.
 *
 * @param deviceId the camera wanted; another one is opened where it is not there
 * @throws DOMException of `getUserMedia`, or RequestFailure
 */
export async function openCamera(deviceId: string | null): Promise<MediaStream> {
  await call("camera.allow", {});
  const video = deviceId === null ? LARGEST : { ...LARGEST, deviceId: { ideal: deviceId } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** Ends every picture of the stream: the camera's light goes out. */
export function stopStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The cameras of this computer; their names are known only while one of them is open. */
export async function listCameras(): Promise<MediaDeviceInfo[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices.filter(({ kind }) => kind === "videoinput");
}

export function deviceOf(stream: MediaStream): string | null {
  return stream.getVideoTracks()[0]?.getSettings().deviceId ?? null;
}

export function labelOf(stream: MediaStream): string {
  return stream.getVideoTracks()[0]?.label ?? "";
}
