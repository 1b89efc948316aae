import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ReportId, ReportScope } from "../../../electron/contract/reports";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { showNotice } from "../../ui/showNotice";
import type { ReportForm } from "./reportForm";
import type { ReportView } from "./reportView";

const PAGE = 20;

/** Signed reports, the latest first, page by page. */
export function useReports(scope: ReportScope) {
  return useInfiniteQuery({
    queryKey: queryKeys.reports(scope),
    queryFn: ({ pageParam, signal }) =>
      call("reports.list", { scope, limit: PAGE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.reports.length, 0);
      return shown < total ? shown : undefined;
    },
  });
}

/** The report that is looked at. A draft is set anew for every view of it. */
export function useReport(view: ReportView, { language, paper, similar }: ReportForm) {
  return useQuery({
    queryKey:
      view.kind === "signed"
        ? queryKeys.report(view.reportId)
        : queryKeys.reportDraft(view.subject, { language, paper, similar }, view.corrects),
    queryFn: () =>
      view.kind === "signed"
        ? call("reports.open", { reportId: view.reportId })
        : call("reports.preview", {
            subject: view.subject,
            language,
            paper,
            similar: similar && view.subject.kind === "case",
            corrects: view.corrects && {
              reportId: view.corrects.report.id,
              reason: view.corrects.reason,
            },
          }),
    placeholderData: keepPreviousData,
    // Main keeps a few drafts only.
    gcTime: 0,
  });
}

/** What can be done with a draft or a signed report. */
export function useReportActions() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (reportId: ReportId) => call("reports.save", { reportId }),
    onSuccess: ({ saved }) => {
      if (saved !== null) showNotice(t("reports.saved", { name: saved }));
    },
  });
  const print = useMutation({
    mutationFn: (reportId: ReportId) => call("reports.print", { reportId }),
  });
  const sign = useMutation({
    mutationFn: (reportId: ReportId) => call("reports.sign", { reportId }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: queryKeys.allReports });
      showNotice(t("reports.sign.done"));
    },
  });
  return { save, print, sign };
}
