import { Button, CloseButton, Loader, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import {
  IconArchive,
  IconFileImport,
  IconSearch,
  IconUserPlus,
  IconUsers,
  IconUserSearch,
} from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Chip } from "../../ui/Chip";
import { EmptyState } from "../../ui/EmptyState";
import { FailureNotice } from "../../ui/FailureNotice";
import { useShortcuts } from "../../ui/useShortcuts";
import { ExportListButton } from "../exports/ExportListButton";
import { useNavigation } from "../frame/navigation";
import { usePatientEntry } from "./patientEntry";
import styles from "./patients.module.css";
import { usePatientSearch } from "./patientSearch";
import { PatientTable, PatientTableSkeleton } from "./PatientTable";

const PAGE = 100;

/** Everybody the clinic knows, found as one types. */
export function PatientsScreen() {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { search, setSearch, archived, setArchived } = usePatientSearch();
  const [settled] = useDebouncedValue(search.trim(), 150);
  const { register, importTable } = usePatientEntry();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  useShortcuts({ "/": () => input.current?.focus() });

  const list = useInfiniteQuery({
    queryKey: queryKeys.patientList(settled, archived),
    queryFn: ({ pageParam, signal }) =>
      call("patients.list", { search: settled, archived, limit: PAGE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.patients.length, 0);
      return shown < total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const patients = list.data?.pages.flatMap((page) => page.patients) ?? [];
  const total = list.data?.pages[0]?.total ?? 0;
  const totalText =
    settled === ""
      ? t(archived ? "patients.archivedTotal" : "patients.total", { count: total })
      : t("patients.found", { count: total });

  return (
    <div className={styles["screen"]}>
      <header className={styles["head"]}>
        <h2 className={styles["title"]}>{t("patients.title")}</h2>
        <TextInput
          ref={input}
          className={styles["search"]}
          size="md"
          value={search}
          placeholder={t("patients.search")}
          aria-label={t("patients.search")}
          leftSection={<IconSearch size={18} stroke={1.6} />}
          rightSection={
            list.isFetching && search !== "" ? (
              <Loader size={16} />
            ) : search === "" ? null : (
              <CloseButton
                size="sm"
                aria-label={t("patients.clearSearch")}
                onClick={() => {
                  setSearch("");
                }}
              />
            )
          }
          data-testid="patient-search"
          onChange={({ currentTarget }) => {
            setSearch(currentTarget.value.slice(0, 200));
          }}
        />
        <span className={styles["total"]} role="status">
          {list.data && totalText}
        </span>
        <Chip
          checked={archived}
          // Search finds everybody, wherever they are.
          disabled={settled !== ""}
          onChange={setArchived}
          testId="patients-archived"
        >
          {t("patients.archivedOnly")}
        </Chip>
        <ExportListButton
          chosen={{ list: "patients", search: settled, archived }}
          label={`${t("exports.list")}: ${totalText}`}
          isEmpty={total === 0}
          size={42}
        />
        <Button
          size="md"
          variant="default"
          leftSection={<IconFileImport size={18} stroke={1.6} />}
          onClick={() => {
            importTable(null);
          }}
          data-testid="patients-import"
        >
          {t("patients.import")}
        </Button>
        <Button
          size="md"
          leftSection={<IconUserPlus size={18} stroke={1.6} />}
          onClick={register}
          data-testid="patient-new"
        >
          {t("patients.new")}
        </Button>
      </header>
      <div className={styles["body"]}>
        {list.isError ? (
          <FailureNotice error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <PatientTableSkeleton />
        ) : patients.length > 0 ? (
          <PatientTable
            patients={patients}
            total={total}
            isLoadingMore={list.isFetchingNextPage}
            onLoadMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
            onOpen={(patientId) => {
              go({ room: "patient", patientId });
            }}
          />
        ) : (
          <NoPatients
            search={settled}
            archived={archived}
            onRegister={register}
            onShowAll={() => {
              setArchived(false);
            }}
            onClear={() => {
              setSearch("");
              input.current?.focus();
            }}
          />
        )}
      </div>
    </div>
  );
}

interface NoPatientsProps {
  readonly search: string;
  readonly archived: boolean;
  readonly onRegister: () => void;
  readonly onShowAll: () => void;
  readonly onClear: () => void;
}

function NoPatients({ search, archived, onRegister, onShowAll, onClear }: NoPatientsProps) {
  const { t } = useTranslation();
  if (search === "" && archived) {
    return (
      <EmptyState
        icon={IconArchive}
        title={t("patients.noArchivedTitle")}
        text={t("patients.noArchivedText")}
      >
        <Button variant="default" onClick={onShowAll}>
          {t("patients.showAll")}
        </Button>
      </EmptyState>
    );
  }
  if (search === "") {
    return (
      <EmptyState icon={IconUsers} title={t("patients.emptyTitle")} text={t("patients.emptyText")}>
        <Button onClick={onRegister}>{t("patients.new")}</Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={IconUserSearch}
      title={t("patients.noMatchTitle", { search })}
      text={t("patients.noMatchText")}
    >
      <Button variant="default" onClick={onClear}>
        {t("patients.clearSearch")}
      </Button>
    </EmptyState>
  );
}
