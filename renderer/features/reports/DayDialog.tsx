import { Button, Skeleton, TextInput } from "@mantine/core";
import { IconFolderDown, IconListDetails } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isCalendarDate } from "../../../electron/domain/patient";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { today } from "../../words/dates";
import { useLanguage } from "../../words/language";
import { BatchProgress } from "./BatchProgress";
import { BatchSummary } from "./BatchSummary";
import { FormChoices } from "./FormChoices";
import { LeftOut } from "./LeftOut";
import { rememberedForm, rememberForm, type ReportForm } from "./reportForm";
import styles from "./reports.module.css";
import type { Batch } from "./useBatch";

interface DayDialogProps {
  readonly opened: boolean;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly batch: Batch;
  readonly onDay: (day: string) => void;
  /** Shows the list of the day as a report. */
  readonly onList: () => void;
  readonly onClose: () => void;
}

/** What came in on a day: as one list, or a report of each case into a folder. */
export function DayDialog({ opened, day, batch, onDay, onList, onClose }: DayDialogProps) {
  const { t } = useTranslation();
  const spoken = useLanguage();
  const [form, setForm] = useState(() => rememberedForm(spoken));
  const fault = !isCalendarDate(day) || day > today();
  const found = useQuery({
    queryKey: queryKeys.dayCases(day),
    queryFn: () => call("reports.dayCases", { day }),
    enabled: !fault,
  });
  const { cases, leftOut } = found.data ?? { cases: 0, leftOut: [] };
  const isEmpty = cases === 0 && leftOut.length === 0;
  const changeForm = (changed: ReportForm): void => {
    setForm(changed);
    rememberForm(changed);
  };

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t("reports.day.title")}
      size={560}
      data-testid="day-dialog"
    >
      <div className={styles["day"]}>
        <TextInput
          type="date"
          label={t("reports.day.date")}
          className={styles["date"] ?? ""}
          max={today()}
          value={day}
          disabled={batch.isRunning}
          error={fault && t("reports.day.invalid")}
          data-testid="day-date"
          onChange={({ currentTarget }) => {
            batch.reset();
            onDay(currentTarget.value);
          }}
        />
        {found.isError ? (
          <FailureNotice error={found.error} onRetry={() => void found.refetch()} />
        ) : found.data ? (
          <div data-testid="day-found">
            <p>
              <strong>
                {cases === 0 ? t("reports.day.none") : t("reports.day.cases", { count: cases })}
              </strong>
            </p>
            <LeftOut leftOut={leftOut} />
          </div>
        ) : (
          !fault && <Skeleton height={44} />
        )}
        <FormChoices form={form} disabled={batch.isRunning} onChange={changeForm} />
        {batch.isRunning ? (
          <BatchProgress batch={batch} />
        ) : batch.result ? (
          <BatchSummary result={batch.result} />
        ) : batch.error ? (
          <FailureNotice error={batch.error} />
        ) : (
          <p className={styles["soft"]}>{t("reports.batch.hint")}</p>
        )}
        <div className={styles["dayEnd"]}>
          <Button
            variant="default"
            leftSection={<IconListDetails size={16} stroke={1.6} />}
            disabled={fault || isEmpty}
            onClick={onList}
            data-testid="day-list"
          >
            {t("reports.day.list")}
          </Button>
          <Button
            leftSection={<IconFolderDown size={16} stroke={1.6} />}
            disabled={fault || cases === 0}
            loading={batch.isRunning}
            onClick={() => {
              const { language, paper } = form;
              batch.start({ day, language, paper });
            }}
            data-testid="batch-start"
          >
            {t("reports.batch.start")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
