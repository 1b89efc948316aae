import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reportPageUrl } from "../../../electron/contract/bridge";
import type { ReportPreview } from "../../../electron/contract/reports";
import { RequestFailure } from "../../api/failure";
import { FailureNotice } from "../../ui/FailureNotice";
import { PAGE_GAP } from "./pageZoom";
import styles from "./reports.module.css";
import type { Pages } from "./usePages";

interface ReportPagesProps {
  /** Null while it is set for the first time. */
  readonly report: ReportPreview | null;
  readonly pages: Pages;
  /** Other pages are on their way. */
  readonly isStale: boolean;
  readonly onRetry: () => void;
}

/** The pages, one below the other, exactly as they are printed. */
export function ReportPages({ report, pages, isStale, onRetry }: ReportPagesProps) {
  const { t } = useTranslation();
  const { ref, size, onScroll } = pages;
  /** The report of which a page did not come. */
  const [lost, setLost] = useState<string | null>(null);
  const isLost = report !== null && lost === report.reportId;
  return (
    <div
      className={styles["pages"]}
      role="region"
      aria-label={t("reports.pages")}
      data-testid="report-pages"
      aria-busy={report === null || isStale}
      tabIndex={0}
      data-autofocus
      data-stale={isStale || undefined}
      onScroll={({ currentTarget }) => {
        onScroll(currentTarget.scrollTop);
      }}
    >
      {/* Measured without what the pages themselves take up. */}
      <div ref={ref} className={styles["room"]} aria-hidden />
      {report === null ? (
        <Skeleton {...size} radius={2} className={styles["page"] ?? ""} />
      ) : isLost ? (
        <FailureNotice
          error={new RequestFailure({ code: "report.missing", details: {} })}
          onRetry={() => {
            setLost(null);
            onRetry();
          }}
        />
      ) : (
        <ol className={styles["sheets"]} style={{ gap: PAGE_GAP }}>
          {Array.from({ length: report.pages }, (_, index) => (
            <li key={index} className={styles["page"]} style={size}>
              <img
                src={pageAddress(report, index + 1)}
                alt={t("reports.pageAlt", { page: index + 1, title: report.title })}
                loading="lazy"
                draggable={false}
                data-testid="report-page"
                onError={() => {
                  setLost(report.reportId);
                }}
              />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** A draft keeps its id when it is signed, and Chromium what it has shown under an address. */
function pageAddress({ reportId, signed }: ReportPreview, page: number): string {
  return `${reportPageUrl(reportId, page)}?${signed ? "signed" : "draft"}`;
}
