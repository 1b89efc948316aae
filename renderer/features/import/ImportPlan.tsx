import { Radio } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ColumnMapping, ImportPreview } from "../../../electron/contract/imports";
import {
  DUPLICATE_POLICIES,
  type DuplicatePolicy,
} from "../../../electron/domain/patientTable/fields";
import { countText } from "../../words/counts";
import styles from "./import.module.css";
import { MappingTable } from "./MappingTable";
import { ProblemTable } from "./ProblemTable";

interface ImportPlanProps {
  readonly preview: ImportPreview;
  readonly duplicates: DuplicatePolicy;
  readonly onMapping: (mapping: ColumnMapping) => void;
  readonly onDuplicates: (duplicates: DuplicatePolicy) => void;
}

const COUNTS = ["created", "updated", "known", "faulty"] as const;

/** What the columns are taken for, and what importing would do. */
export function ImportPlan({ preview, duplicates, onMapping, onDuplicates }: ImportPlanProps) {
  const { t } = useTranslation();
  const isMapped = preview.mapping.familyName !== null;
  return (
    <>
      <section className={styles["section"]}>
        <h3 className={styles["sectionTitle"]}>{t("import.mapping")}</h3>
        <MappingTable preview={preview} onChange={onMapping} />
      </section>
      <Radio.Group
        className={styles["section"]}
        label={<span className={styles["sectionTitle"]}>{t("import.duplicates")}</span>}
        value={duplicates}
        onChange={(value) => {
          const policy = DUPLICATE_POLICIES.find((known) => known === value);
          if (policy) onDuplicates(policy);
        }}
      >
        <div className={styles["policies"]}>
          <Radio value="skip" label={t("import.skip")} data-testid="import-skip" />
          <Radio
            value="update"
            label={t("import.update")}
            description={t("import.updateHint")}
            data-testid="import-update"
          />
        </div>
      </Radio.Group>
      <section className={styles["section"]} aria-live="polite">
        <h3 className={styles["sectionTitle"]}>
          {t("import.preview")}
          <span className={styles["faint"]}> {t("import.rows", { count: preview.rows })}</span>
        </h3>
        {isMapped ? (
          <>
            <dl className={styles["counts"]}>
              {COUNTS.map((name) => (
                <div key={name} data-testid={`import-${name}`}>
                  <dt>{t(`import.${name}`)}</dt>
                  <dd>{countText(preview.counts[name])}</dd>
                </div>
              ))}
            </dl>
            <ProblemTable preview={preview} />
          </>
        ) : (
          <p className={styles["needs"]} role="alert">
            {t("import.needsName")}
          </p>
        )}
      </section>
    </>
  );
}
