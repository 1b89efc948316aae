import { Skeleton, UnstyledButton } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { DASHBOARD_FILTERS, type DashboardNumber } from "../../../electron/contract/dashboard";
import { FailureNotice } from "../../ui/FailureNotice";
import { LevelIcon } from "../../ui/LevelIcon";
import { countText } from "../../words/counts";
import styles from "./dashboard.module.css";
import { useDashboardNumbers } from "./useDashboard";
import { useShowInTriage } from "./useShowInTriage";

const NUMBERS: readonly DashboardNumber[] = [
  "urgentToday",
  "unconfirmed",
  "awaitingHistology",
  "disagreement",
  "unassigned",
];

/** Five numbers; each opens triage on the photos that it counts. */
export function Numbers() {
  const { t } = useTranslation();
  const { data, isError, error, refetch } = useDashboardNumbers();
  const showInTriage = useShowInTriage();
  if (isError) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  return (
    <ul className={styles["numbers"]} aria-label={t("dashboard.waiting")} aria-busy={!data}>
      {NUMBERS.map((number) => (
        <li key={number}>
          <UnstyledButton
            className={styles["number"]}
            data-none={data?.[number] === 0 || undefined}
            data-testid={`dashboard-${number}`}
            onClick={() => {
              showInTriage(DASHBOARD_FILTERS[number]);
            }}
          >
            <span className={styles["count"]}>
              {data ? countText(data[number]) : <Skeleton width={48} height={28} my={4} />}
              {number === "urgentToday" && data && data.urgentToday > 0 && (
                <LevelIcon level="urgent" size={18} />
              )}
              <IconArrowRight
                className={styles["arrow"] ?? ""}
                size={16}
                stroke={1.6}
                aria-hidden
              />
            </span>
            <span className={styles["name"]}>{t(`dashboard.numbers.${number}`)}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
