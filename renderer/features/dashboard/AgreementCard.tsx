import { useTranslation } from "react-i18next";
import type { MonthOfAgreement, Practice } from "../../../electron/contract/dashboard";
import { FEW_CASES } from "../../../electron/domain/agreement";
import { Term } from "../../ui/Term";
import { ChartCard } from "../../ui/charts/ChartCard";
import chartCard from "../../ui/charts/chartCard.module.css";
import { countText } from "../../words/counts";
import { monthText } from "../../words/dates";
import { AgreementChart } from "./AgreementChart";
import styles from "./dashboard.module.css";
import { intervalText, NOTHING, shareText } from "../../words/shareText";

interface AgreementCardProps {
  readonly agreement: Practice["agreement"];
}

/** How often the model's leading class was what the clinic found, over the last months. */
export function AgreementCard({ agreement: { total, months } }: AgreementCardProps) {
  const { t } = useTranslation();
  const hasFew = months.some(({ cases }) => cases > 0 && cases < FEW_CASES);
  return (
    <ChartCard
      title={t("dashboard.agreement.title")}
      term="agreement"
      hint={t("dashboard.agreement.hint")}
      testId="dashboard-agreement"
      table={<AgreementTable months={months} />}
      chart={
        <>
          <p className={styles["summary"]}>
            {total.interval === null ? (
              t("dashboard.agreement.none")
            ) : (
              <>
                <strong>{shareText(total.agreed / total.cases)}</strong>{" "}
                {t("dashboard.agreement.total", {
                  agreed: countText(total.agreed),
                  cases: countText(total.cases),
                  interval: intervalText(total.interval),
                })}
              </>
            )}
          </p>
          <AgreementChart months={months} />
          <ul className={styles["legend"]}>
            <li data-mark="interval">
              <Term name="interval">{t("dashboard.interval")}</Term>
            </li>
            {hasFew && (
              <li data-mark="few">{t("dashboard.agreement.few", { count: FEW_CASES })}</li>
            )}
          </ul>
        </>
      }
    />
  );
}

function AgreementTable({ months }: { readonly months: readonly MonthOfAgreement[] }) {
  const { t } = useTranslation();
  return (
    <table className={chartCard["table"]} data-testid="agreement-table">
      <caption>{t("dashboard.agreement.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("dashboard.agreement.month")}</th>
          <th scope="col">{t("dashboard.cases")}</th>
          <th scope="col">{t("dashboard.agreement.agreed")}</th>
          <th scope="col">{t("dashboard.share")}</th>
          <th scope="col">{t("dashboard.interval")}</th>
        </tr>
      </thead>
      <tbody>
        {months.map(({ month, cases, agreed, interval }) => (
          <tr key={month}>
            <th scope="row">{monthText(month)}</th>
            <td>{countText(cases)}</td>
            <td>{countText(agreed)}</td>
            <td>{interval === null ? NOTHING : shareText(agreed / cases)}</td>
            <td>
              {interval === null ? NOTHING : intervalText(interval)}
              {interval !== null && cases < FEW_CASES && (
                <span className={styles["few"]}> {t("dashboard.agreement.fewShort")}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
