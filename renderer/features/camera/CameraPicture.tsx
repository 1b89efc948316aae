import { Button, Loader } from "@mantine/core";
import { useMergedRef } from "@mantine/hooks";
import { IconCameraOff } from "@tabler/icons-react";
import { useCallback, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../ui/EmptyState";
import styles from "./camera.module.css";
import type { Still } from "./takeStill";
import type { CameraState } from "./useCamera";

interface CameraPictureProps {
  readonly state: CameraState;
  readonly video: RefObject<HTMLVideoElement | null>;
  /** The photo that was taken; it lies over the live picture. */
  readonly still: Still | null;
  /** The live picture's first image is there. */
  readonly onPicture: (stream: MediaStream) => void;
  readonly onRetry: () => void;
}

/** The live picture, the photo that was taken of it, or why there is none. */
export function CameraPicture(props: CameraPictureProps) {
  const { state, video, still, onPicture, onRetry } = props;
  const { t } = useTranslation();
  const stream = state.kind === "live" ? state.stream : null;

  const play = useCallback(
    (element: HTMLVideoElement | null) => {
      if (element) element.srcObject = stream;
    },
    [stream],
  );
  const videoRef = useMergedRef(video, play);

  return (
    <div className={styles["stage"]} data-state={still ? "taken" : state.kind}>
      {state.kind === "live" && (
        <video
          ref={videoRef}
          className={styles["picture"]}
          autoPlay
          muted
          playsInline
          onLoadedData={() => {
            onPicture(state.stream);
          }}
          aria-label={t("camera.live")}
          data-testid="camera-live"
        />
      )}
      {state.kind === "starting" && (
        <span className={styles["starting"]} role="status">
          <Loader size={20} />
          {t("camera.starting")}
        </span>
      )}
      {state.kind === "failed" && !still && (
        <div role="alert" data-testid="camera-failure" data-reason={state.reason}>
          <EmptyState
            icon={IconCameraOff}
            title={t(`camera.failures.${state.reason}.title`)}
            text={t(`camera.failures.${state.reason}.text`)}
          >
            <Button variant="default" onClick={onRetry} data-testid="camera-retry">
              {t("failure.retry")}
            </Button>
          </EmptyState>
        </div>
      )}
      {still && <TakenPhoto key={still.takenAt.getTime()} blob={still.blob} />}
    </div>
  );
}

function TakenPhoto({ blob }: { readonly blob: Blob }) {
  const { t } = useTranslation();
  const show = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(blob);
      image.src = url;
      return () => {
        URL.revokeObjectURL(url);
      };
    },
    [blob],
  );
  return (
    <img
      ref={show}
      className={styles["picture"]}
      alt={t("camera.taken")}
      data-testid="camera-taken"
    />
  );
}
