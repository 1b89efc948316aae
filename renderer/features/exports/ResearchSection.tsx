import { Button, Skeleton } from "@mantine/core";
import { IconDownload, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ResearchPreview } from "../../../electron/contract/exports";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { Term, type TermName } from "../../ui/Term";
import { countText } from "../../words/counts";
import { useExports } from "./exports";
import styles from "./exports.module.css";

/** What research would get of the clinic's photos, and the way to hand it over. */
export function ResearchSection() {
  const { t } = useTranslation();
  const { isRunning, start } = useExports();
  const preview = useQuery({
    queryKey: queryKeys.research,
    queryFn: () => call("exports.researchPreview", {}),
    // Diagnoses, consents and reviews all have their part in it.
    staleTime: 0,
  });
  return (
    <div className={styles["research"]} data-testid="research">
      <p className={styles["soft"]}>{t("settings.research.text")}</p>
      <p className={styles["caution"]}>
        <IconInfoCircle size={20} stroke={1.6} aria-hidden />
        {t("settings.research.caution")}
      </p>
      {preview.isError ? (
        <FailureNotice error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <>
          <Preview preview={preview.data} />
          <p className={styles["soft"]}>{t("settings.research.told")}</p>
          <div className={styles["act"]}>
            <Button
              leftSection={<IconDownload size={18} stroke={1.6} />}
              disabled={preview.data.photos === 0}
              loading={isRunning}
              data-testid="research-export"
              onClick={() => {
                start({ kind: "research" });
              }}
            >
              {preview.data.photos === 0
                ? t("settings.research.nothing")
                : t("settings.research.export", { count: preview.data.photos })}
            </Button>
            <span className={styles["soft"]}>{t("settings.research.where")}</span>
          </div>
        </>
      ) : (
        <div role="status" aria-label={t("common.loading")}>
          <Skeleton height={240} radius={8} />
        </div>
      )}
    </div>
  );
}

const TOTALS = ["photos", "lesions", "patients"] as const;
const SOURCES = ["histology", "clinical"] as const;

function Preview({ preview }: { readonly preview: ResearchPreview }) {
  const { t } = useTranslation();
  const { classes, leftOut } = preview;
  return (
    <div className={styles["columns"]}>
      <section>
        <h3>{t("settings.research.contents")}</h3>
        <Facts
          facts={[...TOTALS, ...SOURCES].map((name) => [
            t(`settings.research.${name}`),
            preview[name],
            name === "histology" ? name : undefined,
          ])}
          testId="research-totals"
        />
      </section>
      <section>
        <h3>{t("settings.research.classes")}</h3>
        <Facts
          facts={DIAGNOSES.map((diagnosis) => [
            t(`diagnoses.${diagnosis}.short`),
            classes[diagnosis],
            diagnosis,
          ])}
          testId="research-classes"
        />
      </section>
      <section>
        <h3>{t("settings.research.leftOut")}</h3>
        {leftOut.length === 0 ? (
          <p className={styles["soft"]}>{t("settings.research.noneLeftOut")}</p>
        ) : (
          <Facts
            facts={leftOut.map(({ reason, photos }) => [t(`training.leftOut.${reason}`), photos])}
            testId="research-left-out"
          />
        )}
      </section>
    </div>
  );
}

interface FactsProps {
  readonly facts: readonly (readonly [name: string, count: number, term?: TermName | undefined])[];
  readonly testId: string;
}

function Facts({ facts, testId }: FactsProps) {
  return (
    <dl className={styles["facts"]} data-testid={testId}>
      {facts.map(([name, count, term]) => (
        <div key={name}>
          <dt>{term ? <Term name={term}>{name}</Term> : name}</dt>
          <dd>{countText(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
