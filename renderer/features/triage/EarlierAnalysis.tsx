import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Analysis } from "../../../electron/contract/shapes";
import { momentText } from "../../words/dates";
import styles from "./verdict.module.css";

interface EarlierAnalysisProps {
  readonly analysis: Analysis;
  readonly onBack: () => void;
}

/** Says that the numbers and the heatmap are not the latest ones. */
export function EarlierAnalysis({ analysis, onBack }: EarlierAnalysisProps) {
  const { t } = useTranslation();
  return (
    <div className={styles["past"]} role="status" data-testid="earlier-shown">
      <IconHistory size={20} stroke={1.6} aria-hidden />
      <p>
        {t("analyses.past", {
          when: momentText(analysis.createdAt),
          version: analysis.modelVersion,
        })}
      </p>
      <Button variant="default" size="compact-sm" onClick={onBack} data-testid="show-latest">
        {t("analyses.back")}
      </Button>
    </div>
  );
}
