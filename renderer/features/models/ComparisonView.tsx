import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Comparison } from "../../../electron/contract/comparison";
import type { ConfusionCell, ModelVersion } from "../../../electron/contract/models";
import { Choices } from "../../ui/Choices";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { ChangedPhotos } from "./ChangedPhotos";
import { ComparisonTable } from "./ComparisonTable";
import { GateVerdict } from "./GateVerdict";
import { HoldoutMatrix } from "./HoldoutMatrix";
import styles from "./models.module.css";
import { RocCard } from "./RocCard";

interface ComparisonViewProps {
  readonly version: ModelVersion;
  readonly comparison: Comparison;
}

type SetName = "holdout" | "reference";

/** A version beside the one that was active when it was trained, on the same photos. */
export function ComparisonView({ version, comparison }: ComparisonViewProps) {
  const { t } = useTranslation();
  const { active, candidate, holdout, reference, referenceMissing } = comparison;
  const [setName, setSetName] = useState<SetName>("holdout");
  const shown = setName === "reference" && reference ? reference : holdout;
  return (
    <div className={styles["comparison"]} data-testid="comparison">
      <GateVerdict comparison={comparison} />
      <section className={styles["block"]}>
        <div className={styles["partLine"]}>
          {reference && (
            <Choices
              legend={t("models.comparison.set")}
              isLegendHidden
              kind="one"
              options={(["holdout", "reference"] as const).map((value) => ({
                value,
                label: t(`models.parts.${value}`),
              }))}
              chosen={[setName]}
              onChange={([next = "holdout"]) => {
                setSetName(next);
              }}
            />
          )}
          <p className={styles["faint"]}>
            <Term name={shown === reference ? "reference" : "holdout"}>
              {t("models.comparison.size", {
                photos: countText(shown.photos),
                groups: countText(shown.groups),
              })}
            </Term>
          </p>
        </div>
        <ComparisonTable set={shown} active={active} candidate={candidate} />
        <p className={styles["faint"]}>
          {t("models.comparison.hint")}{" "}
          {referenceMissing !== null && t(`models.comparison.noReference.${referenceMissing}`)}
        </p>
      </section>
      <ChangedPhotos version={version} changed={holdout.changed} photos={holdout.photos} />
      <Matrices version={version} comparison={comparison} />
      <div className={styles["roc"]}>
        <RocCard comparison={comparison} />
      </div>
    </div>
  );
}

/** What each class of the hold-out was taken for, by either version. */
function Matrices({ version, comparison }: ComparisonViewProps) {
  const { t } = useTranslation();
  const [side, setSide] = useState<ConfusionCell["by"]>("candidate");
  return (
    <section className={styles["block"]}>
      <div className={styles["blockHead"]}>
        <h4 className={styles["blockTitle"]}>
          <Term name="confusion">{t("models.confusion.title")}</Term>
        </h4>
        <Choices
          legend={t("models.version")}
          isLegendHidden
          kind="one"
          options={(["active", "candidate"] as const).map((value) => ({
            value,
            label: t(`models.comparison.${value}`),
          }))}
          chosen={[side]}
          onChange={([next = "candidate"]) => {
            setSide(next);
          }}
        />
      </div>
      <HoldoutMatrix
        version={version}
        by={side}
        confusion={comparison.holdout[side].confusion}
      />
    </section>
  );
}
