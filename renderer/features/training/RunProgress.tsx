import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { TrainingRun } from "../../../electron/contract/training";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { deviceText } from "../../words/deviceText";
import { roughDuration } from "../../words/durations";
import { memoryText } from "../../words/measures";
import styles from "./training.module.css";

/** What a run does now, how far it is, and how long it may take. */
export function RunProgress({ run }: { readonly run: TrainingRun }) {
  const { t } = useTranslation();
  const { state, phase, progress, secondsLeft, photosPerSecond, device, memory } = run;
  const phaseText = t(`training.phases.${phase ?? "reading"}`);
  const percent = Math.floor(progress * 100);
  return (
    <div className={styles["progress"]}>
      <div className={styles["progressLine"]}>
        <strong data-testid="run-phase">
          {state === "paused" ? (
            t("training.run.paused", { phase: phaseText })
          ) : phase === "features" ? (
            <Term name="features">{phaseText}</Term>
          ) : (
            phaseText
          )}
        </strong>
        <span className={styles["soft"]} data-testid="run-left">
          {state === "running" && secondsLeft !== null
            ? t("training.run.left", { percent, duration: roughDuration(secondsLeft) })
            : `${String(percent)}\u202f%`}
        </span>
      </div>
      <Progress.Root size={8}>
        <Progress.Section
          value={progress * 100}
          aria-label={phaseText}
          {...(state === "paused" && { color: "gray" })}
        />
      </Progress.Root>
      <ul className={styles["facts"]}>
        {device !== null && <li>{deviceText(device)}</li>}
        {memory !== null && <li>{t("training.run.memory", { memory: memoryText(memory) })}</li>}
        {photosPerSecond !== null && (
          <li>
            {t("training.run.speed", {
              photos: countText(Math.round(photosPerSecond * 10) / 10),
            })}
          </li>
        )}
        <li>{t("training.run.awake")}</li>
      </ul>
    </div>
  );
}
