import { useLocalStorage } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { call } from "../../api/client";
import { cameraFailureFrom, type CameraFailure } from "./cameraFailure";
import { deviceOf, labelOf, listCameras, openCamera, stopStream } from "./openCamera";

export type CameraState =
  | { readonly kind: "starting" }
  | { readonly kind: "live"; readonly stream: MediaStream }
  | { readonly kind: "failed"; readonly reason: CameraFailure };

const STARTING: CameraState = { kind: "starting" };

/** A live camera, for as long as the component is there; main's leave ends with it. */
export function useCamera() {
  const [state, setState] = useState<CameraState>(STARTING);
  const [cameras, setCameras] = useState<readonly MediaDeviceInfo[]>([]);
  /** Which camera is wanted, and how often it was asked for. */
  const [wanted, setWanted] = useLocalStorage<string | null>({
    key: "lentigo-camera",
    defaultValue: null,
    getInitialValueInEffect: false,
  });
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let stream: MediaStream | null = null;
    let isOver = false;
    const open = async (): Promise<void> => {
      try {
        const opened = await openCamera(wanted);
        if (isOver) {
          stopStream(opened);
          return;
        }
        stream = opened;
        for (const track of opened.getVideoTracks()) {
          track.onended = () => {
            setState({ kind: "failed", reason: "lost" });
          };
        }
        setState({ kind: "live", stream: opened });
        setCameras(await listCameras());
      } catch (error) {
        if (!isOver) setState({ kind: "failed", reason: cameraFailureFrom(error) });
      }
    };
    void open();
    return () => {
      isOver = true;
      if (stream) stopStream(stream);
      // Main closes the gate by itself where nobody is signed in any more.
      void call("camera.forbid", {}).catch(() => undefined);
    };
  }, [wanted, attempt]);

  useEffect(() => {
    const refresh = (): void => {
      void listCameras().then(setCameras);
    };
    navigator.mediaDevices.addEventListener("devicechange", refresh);
    return () => {
      navigator.mediaDevices.removeEventListener("devicechange", refresh);
    };
  }, []);

  return {
    state,
    cameras,
    /** The camera that is open; null: none, or one without a name. */
    deviceId: state.kind === "live" ? deviceOf(state.stream) : null,
    /** What the open camera is called: older browsers tell it of the picture only. */
    openLabel: state.kind === "live" ? labelOf(state.stream) : "",
    choose: (deviceId: string): void => {
      setState(STARTING);
      setWanted(deviceId);
      // The one that was wanted may not be the one that was opened.
      setAttempt((before) => before + 1);
    },
    retry: (): void => {
      setState(STARTING);
      setAttempt((before) => before + 1);
    },
  };
}
