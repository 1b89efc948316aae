import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Analysis, PhotoDetail } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { LevelBadge } from "../../ui/LevelBadge";
import { momentText } from "../../words/dates";
import { percent } from "../../words/percent";
import { usePhotoActions } from "../photo/usePhotoActions";
import styles from "./verdict.module.css";

/** Which model said this and when, what was said before, and a way to ask again. */
export function Analyses({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const { analyse } = usePhotoActions(photo.id);
  const [latest, ...earlier] = photo.analyses;
  return (
    <section className={styles["block"]}>
      <div className={styles["blockHead"]}>
        <h3 className={styles["blockTitle"]}>{t("analyses.title")}</h3>
        <Button
          variant="subtle"
          size="compact-sm"
          loading={analyse.isPending}
          onClick={() => {
            analyse.mutate();
          }}
          data-testid="photo-analyse"
        >
          {t("verdict.again")}
        </Button>
      </div>
      {latest && (
        <dl className={styles["facts"]}>
          <dt>{t("analyses.date")}</dt>
          <dd>{momentText(latest.createdAt)}</dd>
          <dt>{t("analyses.model")}</dt>
          <dd data-testid="model-version">{latest.modelVersion}</dd>
        </dl>
      )}
      {analyse.error && <FailureNotice error={analyse.error} />}
      {earlier.length > 0 && (
        <>
          <h4 className={styles["subTitle"]}>{t("analyses.earlier")}</h4>
          <ul className={styles["earlier"]} data-testid="earlier-analyses">
            {earlier.map((analysis) => (
              <Earlier key={analysis.id} analysis={analysis} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Earlier({ analysis }: { readonly analysis: Analysis }) {
  const { t } = useTranslation();
  const { level, diagnosis, probabilities } = analysis;
  return (
    <li>
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
    </li>
  );
}
