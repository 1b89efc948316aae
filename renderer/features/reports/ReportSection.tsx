import { useTranslation } from "react-i18next";
import type { ReportScope } from "../../../electron/contract/reports";
import { ReportList } from "./ReportList";
import styles from "./reports.module.css";

/** Signed reports as a section of a page. */
export function ReportSection({ scope }: { readonly scope: ReportScope }) {
  const { t } = useTranslation();
  return (
    <section data-testid="reports">
      <h3 className={styles["sectionTitle"]}>{t("reports.signedTitle")}</h3>
      <ReportList scope={scope} empty={t("reports.none")} />
    </section>
  );
}
