import { useTranslation } from "react-i18next";
import type { PhotoId } from "../../../electron/contract/shapes";
import { Panel } from "../../ui/Panel";
import { ReportList } from "./ReportList";
import { useReports } from "./useReports";

/** Signed reports of a photo, where there are any. */
export function PhotoReports({ photoId }: { readonly photoId: PhotoId }) {
  const { t } = useTranslation();
  const scope = { kind: "photo", photoId } as const;
  const { data } = useReports(scope);
  if (!data?.pages[0]?.total) return null;
  return (
    <Panel title={t("reports.signedTitle")}>
      <ReportList scope={scope} empty={null} brief />
    </Panel>
  );
}
