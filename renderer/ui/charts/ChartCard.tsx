import { Button } from "@mantine/core";
import { IconChartDots, IconTable } from "@tabler/icons-react";
import { useId, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Term, type TermName } from "../Term";
import styles from "./chartCard.module.css";

interface ChartCardProps {
  readonly title: string;
  /** What explains the title. */
  readonly term?: TermName;
  /** What the chart compares, and what to keep in mind; null where there is no chart yet. */
  readonly hint: string | null;
  readonly chart: ReactNode;
  /** The same numbers; null where there is no chart yet. */
  readonly table: ReactNode | null;
  readonly testId: string;
}

/** A chart, or its numbers as a table. A screen reader always gets the table. */
export function ChartCard({ title, term, hint, chart, table, testId }: ChartCardProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const Symbol = asTable ? IconChartDots : IconTable;
  return (
    <section className={styles["card"]} aria-labelledby={titleId} data-testid={testId}>
      <header className={styles["cardHead"]}>
        <h3 id={titleId} className={styles["cardTitle"]}>
          {term ? <Term name={term}>{title}</Term> : title}
        </h3>
        {table !== null && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            mih={44}
            mr={-12}
            leftSection={<Symbol size={16} stroke={1.6} aria-hidden />}
            data-testid={`${testId}-switch`}
            onClick={() => {
              setAsTable(!asTable);
            }}
          >
            {t(asTable ? "dashboard.asChart" : "dashboard.asTable")}
          </Button>
        )}
      </header>
      {!asTable && chart}
      {table !== null && <div className={styles[asTable ? "tableBox" : "hidden"]}>{table}</div>}
      {hint !== null && <p className={styles["hint"]}>{hint}</p>}
    </section>
  );
}
