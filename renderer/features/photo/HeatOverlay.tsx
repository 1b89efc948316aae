import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { AnalysisId } from "../../../electron/contract/shapes";
import type { Diagnosis } from "../../../electron/domain/diagnosis";
import { paintHeat } from "../../../electron/domain/heatmap";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import styles from "./photo.module.css";
import type { Size } from "./zoom";

/** Enough for a map of a few cells; the browser enlarges it smoothly. */
const PAINTED_SIDE = 256;

interface HeatOverlayProps {
  readonly analysisId: AnalysisId;
  readonly diagnosis: Diagnosis;
  readonly photo: Size;
  /** 0 to 1. */
  readonly opacity: number;
}

/** What speaks for a class, painted over the photo. */
export function HeatOverlay({ analysisId, diagnosis, photo, opacity }: HeatOverlayProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const heatmap = useQuery({
    queryKey: queryKeys.heatmap(analysisId),
    queryFn: () => call("analyses.heatmap", { analysisId }),
    gcTime: 60_000,
  });
  const { data } = heatmap;
  const isCold = data?.maps[diagnosis].every((value) => value <= 0) ?? false;
  const scale = PAINTED_SIDE / Math.max(photo.width, photo.height);
  const width = Math.max(1, Math.round(photo.width * scale));
  const height = Math.max(1, Math.round(photo.height * scale));

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context || !data) return;
    const map = { width: data.width, height: data.height, values: data.maps[diagnosis] };
    const pixels = paintHeat(map, data.frame, width, height);
    context.putImageData(new ImageData(pixels, width, height), 0, 0);
  }, [data, diagnosis, width, height]);

  if (heatmap.isError) {
    return (
      <div className={styles["heatFailure"]}>
        <FailureNotice error={heatmap.error} onRetry={() => void heatmap.refetch()} />
      </div>
    );
  }
  const name = t(`diagnoses.${diagnosis}.name`);
  return (
    <>
      <canvas
        ref={canvas}
        className={styles["heat"]}
        width={width}
        height={height}
        style={{ opacity }}
        role="img"
        aria-label={t("heat.legend", { diagnosis: name })}
        data-testid="heatmap"
        data-diagnosis={diagnosis}
        data-painted={data !== undefined}
      />
      {isCold && <span className={styles["cold"]}>{t("heat.none", { diagnosis: name })}</span>}
    </>
  );
}
