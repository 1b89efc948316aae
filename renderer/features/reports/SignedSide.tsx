import { Skeleton, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Report, ReportId } from "../../../electron/contract/reports";
import { useRole } from "../../api/useRole";
import { momentText } from "../../words/dates";
import { CorrectionForm } from "./CorrectionForm";
import { ReportActions, type ReportActionsProps } from "./ReportActions";
import styles from "./reports.module.css";
import type { ReportView } from "./reportView";

interface SignedSideProps extends ReportActionsProps {
  readonly onView: (view: ReportView) => void;
}

/** Who signed, what the report stands for, and the way to a correction. */
export function SignedSide({ onView, ...actions }: SignedSideProps) {
  const { t } = useTranslation();
  const mayCorrect = useRole() !== "staff";
  const signed = actions.report?.signed ?? null;
  const open = (reportId: ReportId): void => {
    onView({ kind: "signed", reportId });
  };
  return (
    <aside className={styles["side"]} aria-label={t("reports.about")}>
      {signed ? <Facts report={signed} onOpen={open} /> : <Skeleton height={160} />}
      <div className={styles["sideEnd"]}>
        {mayCorrect && signed?.correctedBy === null && (
          <CorrectionForm
            report={signed}
            onPreview={(reason) => {
              const { subject } = signed;
              onView({ kind: "draft", subject, corrects: { report: signed, reason } });
            }}
          />
        )}
        <ReportActions {...actions} />
      </div>
    </aside>
  );
}

interface FactsProps {
  readonly report: Report;
  readonly onOpen: (reportId: ReportId) => void;
}

function Facts({ report, onOpen }: FactsProps) {
  const { t } = useTranslation();
  const { corrects, correctedBy, version, signedAt, signedBy, modelVersions, sha256, id } = report;
  return (
    <>
      {correctedBy !== null && (
        <section className={styles["note"]} data-testid="report-corrected">
          <p>{t("reports.correctedText")}</p>
          <VersionLink
            onClick={() => {
              onOpen(correctedBy);
            }}
          >
            {t("reports.openVersion", { version: version + 1 })}
          </VersionLink>
        </section>
      )}
      <dl className={styles["facts"]} data-testid="report-facts">
        <Fact name={t("reports.facts.signedBy")}>{signedBy}</Fact>
        <Fact name={t("reports.facts.signedAt")}>{momentText(signedAt)}</Fact>
        <Fact name={t("reports.facts.version")}>{version}</Fact>
        {corrects && (
          <Fact name={t("reports.facts.corrects")}>
            <VersionLink
              onClick={() => {
                onOpen(corrects.reportId);
              }}
            >
              {t("reports.openVersion", { version: version - 1 })}
            </VersionLink>
            <span className={styles["reason"]}>{corrects.reason}</span>
          </Fact>
        )}
        {modelVersions.length > 0 && (
          <Fact name={t("reports.facts.models")}>{modelVersions.join(", ")}</Fact>
        )}
        <Fact name={t("reports.facts.id")}>
          <code className={styles["code"]}>{id}</code>
        </Fact>
        <Fact name={t("reports.facts.sha256")}>
          <code className={styles["code"]}>{sha256}</code>
        </Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface VersionLinkProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function VersionLink({ onClick, children }: VersionLinkProps) {
  return (
    <UnstyledButton className={styles["link"]} onClick={onClick} data-testid="report-version">
      {children}
    </UnstyledButton>
  );
}
