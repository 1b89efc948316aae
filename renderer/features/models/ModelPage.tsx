import { Skeleton, Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelDetail, ModelVersion } from "../../../electron/contract/models";
import { FailureNotice } from "../../ui/FailureNotice";
import { Markdown } from "../../ui/markdown/Markdown";
import { ComparisonView } from "./ComparisonView";
import { MeasuresTab } from "./MeasuresTab";
import { ModelHead } from "./ModelHead";
import { ModelHistory } from "./ModelHistory";
import styles from "./models.module.css";
import { useModel } from "./useModels";

const TABS = ["measures", "comparison", "card", "history"] as const;
type Tab = (typeof TABS)[number];

/** One version: what it is, how well it does, what can be done with it. */
export function ModelPage({ version }: { readonly version: ModelVersion }) {
  const { t } = useTranslation();
  const model = useModel(version);
  return (
    <section className={styles["page"]} aria-label={version} data-testid="model-page">
      {model.isLoadingError ? (
        <FailureNotice error={model.error} onRetry={() => void model.refetch()} />
      ) : model.data ? (
        <Detail model={model.data} />
      ) : (
        <div className={styles["loading"]} role="status" aria-label={t("common.loading")}>
          <Skeleton height={72} radius={8} />
          <Skeleton height={360} radius={8} />
        </div>
      )}
    </section>
  );
}

function Detail({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  // Whether a candidate is to take over is the question that its page answers first.
  const [tab, setTab] = useState<Tab>(model.state === "candidate" ? "comparison" : "measures");
  return (
    <>
      <ModelHead model={model} />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(chosen) => {
          setTab(TABS.find((each) => each === chosen) ?? "measures");
        }}
      >
        <Tabs.List className={styles["tabs"] ?? ""}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each} data-testid={`model-${each}`}>
              {t(`models.tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="measures" className={styles["panel"] ?? ""}>
          <MeasuresTab model={model} />
        </Tabs.Panel>
        <Tabs.Panel value="comparison" className={styles["panel"] ?? ""}>
          {model.comparison ? (
            <ComparisonView version={model.version} comparison={model.comparison} />
          ) : (
            <p className={styles["soft"]}>{t("models.comparison.none")}</p>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="card" className={styles["panel"] ?? ""}>
          <Markdown text={model.card} below={3} />
        </Tabs.Panel>
        <Tabs.Panel value="history" className={styles["panel"] ?? ""}>
          <ModelHistory model={model} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
