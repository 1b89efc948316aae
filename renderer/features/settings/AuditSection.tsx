import { Alert, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconCircleCheck, IconDownload, IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  AccountId,
  NO_AUDIT_FILTER,
  type AuditFilter,
  type AuditVerdict,
} from "../../../electron/contract/session";
import { AUDIT_ACTIONS } from "../../../electron/domain/audit";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { useExports } from "../exports/exports";
import { AuditTable } from "./AuditTable";
import { auditEntries } from "./auditEntries";
import styles from "./settings.module.css";

const PAGE = 100;

/** Keeps the fields from taking years of more than four digits, which no filter understands. */
const LAST_DAY = "9999-12-31";

/** What was done, by whom and when; whether the log is whole; the log as a file. */
export function AuditSection() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(NO_AUDIT_FILTER);
  const log = useInfiniteQuery({
    queryKey: queryKeys.auditLog(filter),
    queryFn: ({ pageParam, signal }) =>
      call("audit.list", { filter, limit: PAGE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.entries.length, 0);
      return shown < total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
    // Entries come with everything that anybody does.
    staleTime: 0,
  });
  const verify = useMutation({ mutationFn: () => call("audit.verify", {}) });
  const { isRunning, start } = useExports();
  const entries = auditEntries(log.data?.pages ?? []);
  const total = log.data?.pages[0]?.total ?? 0;

  return (
    <>
      <div className={styles["head"]}>
        <p className={styles["hint"]}>{t("settings.audit.text")}</p>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={18} stroke={1.6} />}
          loading={verify.isPending}
          data-testid="audit-verify"
          onClick={() => {
            verify.mutate();
          }}
        >
          {t("settings.audit.verify")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.6} />}
          loading={isRunning}
          data-testid="audit-export"
          onClick={() => {
            start({ kind: "audit", filter });
          }}
        >
          {t("settings.audit.export")}
        </Button>
      </div>
      {verify.data && <Verdict verdict={verify.data} />}
      {verify.isError && <FailureNotice error={verify.error} />}
      <AuditFilters filter={filter} onChange={setFilter} />
      {log.isError ? (
        <FailureNotice error={log.error} onRetry={() => void log.refetch()} />
      ) : (
        <AuditTable
          entries={entries}
          total={total}
          isLoadingMore={log.isFetchingNextPage}
          onLoadMore={log.hasNextPage ? () => void log.fetchNextPage() : null}
        />
      )}
    </>
  );
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict }) {
  const { t } = useTranslation();
  if (verdict.intact) {
    return (
      <Alert
        color="petrol"
        variant="light"
        icon={<IconCircleCheck />}
        title={t("settings.audit.intact")}
        data-testid="audit-verdict"
      >
        {t("settings.audit.intactText", { count: verdict.entries })}
      </Alert>
    );
  }
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconShieldX />}
      title={t(`settings.audit.faults.${verdict.fault}`, { sequence: verdict.sequence })}
      data-testid="audit-verdict"
    >
      {t("settings.audit.faultText")}
    </Alert>
  );
}

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  const accounts = useQuery({
    queryKey: queryKeys.accounts,
    queryFn: () => call("accounts.list", {}),
  });
  return (
    <div className={styles["filters"]}>
      <NativeSelect
        label={t("settings.audit.who")}
        value={filter.accountId ?? ""}
        data={[
          { value: "", label: t("settings.audit.anybody") },
          ...(accounts.data ?? []).map(({ id, fullName, name }) => ({
            value: id,
            label: fullName || name,
          })),
        ]}
        data-testid="audit-who"
        onChange={({ currentTarget: { value } }) => {
          onChange({ ...filter, accountId: value === "" ? null : AccountId.parse(value) });
        }}
      />
      <NativeSelect
        label={t("settings.audit.what")}
        value={filter.action ?? ""}
        data={[
          { value: "", label: t("settings.audit.anything") },
          ...AUDIT_ACTIONS.map((action) => ({ value: action, label: t(`audit.${action}`) })),
        ]}
        data-testid="audit-what"
        onChange={({ currentTarget: { value } }) => {
          onChange({ ...filter, action: AUDIT_ACTIONS.find((action) => action === value) ?? null });
        }}
      />
      <TextInput
        type="date"
        max={LAST_DAY}
        label={t("settings.audit.from")}
        onChange={({ currentTarget: { value } }) => {
          onChange({ ...filter, from: momentOf(value, "00:00:00.000") });
        }}
      />
      <TextInput
        type="date"
        max={LAST_DAY}
        label={t("settings.audit.to")}
        onChange={({ currentTarget: { value } }) => {
          onChange({ ...filter, to: momentOf(value, "23:59:59.999") });
        }}
      />
    </div>
  );
}

/** A moment of a calendar day here; null where no day was chosen. */
function momentOf(day: string, time: string): string | null {
  return day === "" ? null : new Date(`${day}T${time}`).toISOString();
}
