import { Button, UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Analysis, AnalysisId, PhotoDetail } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { LevelBadge } from "../../ui/LevelBadge";
import { Panel } from "../../ui/Panel";
import { momentText } from "../../words/dates";
import { percent } from "../../../electron/domain/percent";
import { usePhotoActions } from "../photo/usePhotoActions";
import styles from "./verdict.module.css";

interface AnalysesProps {
  readonly photo: PhotoDetail;
  /** The analysis whose numbers and heatmap are shown. */
  readonly shown: Analysis;
  readonly onShow: (analysisId: AnalysisId) => void;
}

/** Which model said this and when, what was said before, and a way to ask again. */
export function Analyses({ photo, shown, onShow }: AnalysesProps) {
  const { t } = useTranslation();
  const { analyse } = usePhotoActions(photo.id);
  const latest = photo.analyses[0]?.id;
  return (
    <Panel
      title={t("analyses.title")}
      aside={
        <Button
          variant="subtle"
          size="compact-sm"
          loading={analyse.isPending}
          onClick={() => {
            // What is new is what one wants to see.
            analyse.mutate(undefined, {
              onSuccess: ({ analyses: [newest] }) => {
                if (newest) onShow(newest.id);
              },
            });
          }}
          data-testid="photo-analyse"
        >
          {t("verdict.again")}
        </Button>
      }
    >
      <dl className={styles["facts"]}>
        <dt>{t("analyses.date")}</dt>
        <dd>{momentText(shown.createdAt)}</dd>
        <dt>{t("analyses.model")}</dt>
        <dd data-testid="model-version">{shown.modelVersion}</dd>
      </dl>
      {analyse.error && <FailureNotice error={analyse.error} />}
      {photo.analyses.length > 1 && (
        <>
          <h4 className={styles["subTitle"]}>{t("analyses.all")}</h4>
          <ul className={styles["earlier"]} data-testid="all-analyses">
            {photo.analyses.map((analysis) => (
              <li key={analysis.id}>
                <UnstyledButton
                  className={styles["analysis"]}
                  aria-pressed={analysis.id === shown.id}
                  data-testid={analysis.id === latest ? "latest-analysis" : "earlier-analysis"}
                  onClick={() => {
                    onShow(analysis.id);
                  }}
                >
                  <AnalysisLine analysis={analysis} />
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

function AnalysisLine({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTranslation();
  const { level, diagnosis, probabilities } = analysis;
  return (
    <>
      <span className={styles["earlierLine"]}>
        <LevelBadge level={level} />
        {level !== "cannot-assess" && (
          <span>
            {t("probabilities.share", {
              name: t(`diagnoses.${diagnosis}.short`),
              percent: percent(probabilities[diagnosis]),
            })}
          </span>
        )}
      </span>
      <span className={styles["earlierFacts"]}>
        {momentText(analysis.createdAt)}, {analysis.modelVersion}
      </span>
    </>
  );
}
