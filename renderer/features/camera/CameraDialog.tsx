import { Button, NativeSelect } from "@mantine/core";
import { IconCamera } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LesionId, PatientId } from "../../../electron/contract/shapes";
import { Dialog } from "../../ui/Dialog";
import { showNotice } from "../../ui/showNotice";
import { useIntake } from "../intake/intake";
import styles from "./camera.module.css";
import { CameraPicture } from "./CameraPicture";
import { cameraPhotoName } from "./photoName";
import { takeStill, type Still } from "./takeStill";
import { useCamera } from "./useCamera";

interface CameraDialogProps {
  /** Whose photos these are; null: nobody's yet. */
  readonly patientId: PatientId | null;
  /** Which of the patient's lesions they show; null: not said. */
  readonly lesionId: LesionId | null;
  /** What was taken and not used yet. */
  readonly still: Still | null;
  readonly onStill: (still: Still | null) => void;
  readonly onClose: () => void;
}

/** Takes photos with a camera of this computer: live picture, take, then use or retake. */
export function CameraDialog(props: CameraDialogProps) {
  const { patientId, lesionId, still, onStill, onClose } = props;
  const { t } = useTranslation();
  const { addTaken } = useIntake();
  const camera = useCamera();
  const video = useRef<HTMLVideoElement>(null);
  const [asksDiscard, setAsksDiscard] = useState(false);
  /** The stream whose first image is there: before, there is nothing to take. */
  const [pictured, setPictured] = useState<MediaStream | null>(null);
  const { state, cameras, deviceId } = camera;
  const isReady = state.kind === "live" && state.stream === pictured;

  const take = (): void => {
    if (!video.current) return;
    void takeStill(video.current, new Date()).then(onStill, camera.retry);
  };
  const retake = (): void => {
    onStill(null);
    setAsksDiscard(false);
  };
  const use = (): void => {
    if (!still) return;
    const { blob, takenAt } = still;
    addTaken(
      { name: cameraPhotoName(takenAt), blob, takenAt: takenAt.toISOString() },
      { patientId, lesionId },
    );
    showNotice(t("camera.added"));
    retake();
  };
  const leave = (): void => {
    if (still) setAsksDiscard(true);
    else onClose();
  };

  return (
    <Dialog opened onClose={leave} title={t("camera.title")} size={880} closeOnClickOutside={false}>
      <div className={styles["dialog"]} data-testid="camera-dialog">
        <CameraPicture
          state={state}
          video={video}
          still={still}
          onPicture={setPictured}
          onRetry={camera.retry}
        />
        {asksDiscard ? (
          <div className={styles["tools"]} role="alertdialog" aria-labelledby="camera-discard">
            <strong id="camera-discard" className={styles["gap"]}>
              {t("camera.discardTitle")}
            </strong>
            <Button
              variant="default"
              autoFocus
              onClick={() => {
                setAsksDiscard(false);
              }}
            >
              {t("camera.keep")}
            </Button>
            <Button color="red" onClick={onClose} data-testid="camera-discard">
              {t("camera.discard")}
            </Button>
          </div>
        ) : still ? (
          <div className={styles["tools"]}>
            <span className={styles["gap"]} />
            <Button variant="default" size="md" onClick={retake} data-testid="camera-retake">
              {t("camera.retake")}
            </Button>
            <Button size="md" autoFocus onClick={use} data-testid="camera-use">
              {t("camera.use")}
            </Button>
          </div>
        ) : (
          <div className={styles["tools"]}>
            {cameras.length > 0 && (
              <NativeSelect
                className={styles["chooser"] ?? ""}
                aria-label={t("camera.choose")}
                value={deviceId ?? ""}
                disabled={state.kind === "starting"}
                data={[
                  ...(deviceId === null ? [{ value: "", label: t("camera.choose") }] : []),
                  ...cameras.map((found, index) => ({
                    value: found.deviceId,
                    label:
                      found.label ||
                      ((found.deviceId === deviceId || cameras.length === 1) && camera.openLabel) ||
                      t("camera.numbered", { number: index + 1 }),
                  })),
                ]}
                data-testid="camera-choose"
                onChange={({ currentTarget: { value } }) => {
                  if (value !== "") camera.choose(value);
                }}
              />
            )}
            <span className={styles["gap"]} />
            <Button variant="default" size="md" onClick={onClose}>
              {t("camera.done")}
            </Button>
            <Button
              // The focus comes back to it when the next photo can be taken.
              key={String(isReady)}
              size="md"
              autoFocus
              leftSection={<IconCamera size={18} stroke={1.6} />}
              disabled={!isReady}
              onClick={take}
              data-testid="camera-take"
            >
              {t("camera.take")}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}
