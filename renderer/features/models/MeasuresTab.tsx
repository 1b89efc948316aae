import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelDetail, ModelVersion, PartMeasures } from "../../../electron/contract/models";
import { Choices } from "../../ui/Choices";
import { Term } from "../../ui/Term";
import { countText } from "../../words/counts";
import { ofHundred, percent } from "../../../electron/domain/percent";
import { ClassTable } from "./ClassTable";
import { ConfusionMatrix } from "./ConfusionMatrix";
import { HoldoutMatrix } from "./HoldoutMatrix";
import { MeasureTable } from "./MeasureTable";
import styles from "./models.module.css";
import { isHoldout, partText } from "./modelText";
import { PartReliability } from "./PartReliability";

/** How well a version does on photos that it did not learn from. */
export function MeasuresTab({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  const { parts } = model;
  const [chosen, setChosen] = useState(parts[0]?.part ?? "");
  const part = parts.find((each) => each.part === chosen);
  if (!part) return <p className={styles["soft"]}>{t("models.measures.none")}</p>;
  return (
    <>
      <div className={styles["partLine"]}>
        {parts.length > 1 && (
          <Choices
            legend={t("models.measures.part")}
            isLegendHidden
            kind="one"
            options={parts.map((each) => ({ value: each.part, label: partText(each.part) }))}
            chosen={[chosen]}
            onChange={([next = ""]) => {
              setChosen(next);
            }}
          />
        )}
        <p className={styles["faint"]}>
          {parts.length === 1 && `${partText(chosen)}: `}
          {t("models.measures.size", {
            photos: countText(part.photos),
            lesions: countText(part.lesions),
          })}
        </p>
      </div>
      <Part version={model.version} part={part} />
      <OperatingPoints model={model} />
    </>
  );
}

interface PartProps {
  readonly version: ModelVersion;
  readonly part: PartMeasures;
}

function Part({ version, part }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles["columns"]}>
        <section className={styles["block"]}>
          <h4 className={styles["blockTitle"]}>{t("models.measures.title")}</h4>
          <MeasureTable measures={part.measures} />
          <p className={styles["faint"]}>{t("models.measures.intervalHint")}</p>
        </section>
        <PartReliability part={part} />
      </div>
      <section className={styles["block"]}>
        <h4 className={styles["blockTitle"]}>{t("models.measures.classes")}</h4>
        <ClassTable classes={part.classes} />
      </section>
      <section className={styles["block"]}>
        <h4 className={styles["blockTitle"]}>
          <Term name="confusion">{t("charts.confusion.title")}</Term>
        </h4>
        {isHoldout(part.part) ? (
          <HoldoutMatrix version={version} by="candidate" confusion={part.confusion} />
        ) : (
          <ConfusionMatrix confusion={part.confusion} onOpen={null} />
        )}
      </section>
    </>
  );
}

/** From which score a photo is urgent or soon, and what that finds. */
function OperatingPoints({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  return (
    <section className={styles["block"]}>
      <h4 className={styles["blockTitle"]}>
        <Term name="operatingPoint">{t("models.measures.operatingPoints")}</Term>
      </h4>
      <dl className={styles["points"]}>
        {(["urgent", "soon"] as const).map((level) => {
          const { threshold, sensitivity, specificity, measuredOn } = model.operatingPoints[level];
          return (
            <div key={level}>
              <dt>
                {t("verdict.thresholdAt", {
                  level: t(`triage.${level}`),
                  percent: percent(threshold),
                })}
              </dt>
              {sensitivity === null || specificity === null ? (
                <dd>{t("verdict.notMeasured")}</dd>
              ) : (
                <dd>
                  {t("verdict.reached", {
                    found: ofHundred(sensitivity),
                    called: ofHundred(1 - specificity),
                  })}{" "}
                  <span className={styles["faint"]}>
                    {t("verdict.measuredOn", { data: measuredOn })}
                  </span>
                </dd>
              )}
            </div>
          );
        })}
      </dl>
    </section>
  );
}
