import { Button, Skeleton } from "@mantine/core";
import { IconChartDots } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DASHBOARD_FILTERS } from "../../../electron/contract/dashboard";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { NoBackupsLine } from "../backups/NoBackupsLine";
import { DayButton } from "../reports/DayButton";
import { HintLine } from "../training/HintLine";
import { AgreementCard } from "./AgreementCard";
import { CalibrationCard } from "./CalibrationCard";
import styles from "./dashboard.module.css";
import { Numbers } from "./Numbers";
import { usePractice } from "./useDashboard";
import { useShowInTriage } from "./useShowInTriage";

/** What waits, and how the model does in this clinic. */
export function DashboardScreen() {
  const { t } = useTranslation();
  return (
    <div className={styles["screen"]} data-testid="dashboard">
      <header className={styles["titleLine"]}>
        <h2 className={styles["title"]}>{t("dashboard.title")}</h2>
        <DayButton />
      </header>
      <NoBackupsLine />
      <HintLine />
      <Numbers />
      <Charts />
    </div>
  );
}

function Charts() {
  const { t } = useTranslation();
  const practice = usePractice();
  const showInTriage = useShowInTriage();
  if (practice.isError) {
    return <FailureNotice error={practice.error} onRetry={() => void practice.refetch()} />;
  }
  if (practice.isPending) {
    return (
      <div className={styles["charts"]} role="status" aria-label={t("common.loading")}>
        <Skeleton height={420} radius={8} />
        <Skeleton height={420} radius={8} />
      </div>
    );
  }
  const { agreement, calibration } = practice.data;
  if (calibration.cases === 0) {
    return (
      <div className={styles["noCases"]} data-testid="dashboard-no-cases">
        <EmptyState
          icon={IconChartDots}
          title={t("dashboard.noCasesTitle")}
          text={t("dashboard.noCasesText")}
        >
          <Button
            variant="default"
            onClick={() => {
              showInTriage(DASHBOARD_FILTERS.unconfirmed);
            }}
          >
            {t("dashboard.showUnconfirmed")}
          </Button>
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={styles["charts"]}>
      <AgreementCard agreement={agreement} />
      <CalibrationCard calibration={calibration} />
    </div>
  );
}
