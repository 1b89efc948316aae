import { Loader, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PatientId, PatientSummary } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { patientName } from "../../../electron/domain/patientName";
import { birthText } from "../patients/birthText";
import styles from "./merge.module.css";

const MATCHES = 20;

interface OtherRecordProps {
  readonly patientId: PatientId;
  readonly onPick: (patientId: PatientId) => void;
}

/** Suggests records of the same name, and finds others. */
export function OtherRecord({ patientId, onPick }: OtherRecordProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed.trim(), 150);
  const duplicates = useQuery({
    queryKey: queryKeys.duplicates(patientId),
    queryFn: () => call("patients.duplicates", { patientId }),
  });
  const matches = useQuery({
    queryKey: queryKeys.patientMatches(search, MATCHES),
    queryFn: () => call("patients.list", { search, limit: MATCHES, offset: 0 }),
    placeholderData: keepPreviousData,
    enabled: search !== "",
  });
  const found = (matches.data?.patients ?? []).filter(({ id }) => id !== patientId);
  const error = duplicates.error ?? matches.error;

  return (
    <div className={styles["other"]}>
      {duplicates.data && duplicates.data.length > 0 && (
        <section>
          <h3 className={styles["otherTitle"]}>{t("merge.suggested")}</h3>
          <Records records={duplicates.data} onPick={onPick} />
        </section>
      )}
      <TextInput
        label={t("merge.search")}
        placeholder={t("assign.searchHint")}
        value={typed}
        maxLength={200}
        data-autofocus
        leftSection={<IconSearch size={16} stroke={1.6} />}
        rightSection={matches.isFetching ? <Loader size={14} /> : null}
        data-testid="merge-search"
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
        }}
      />
      {error && <FailureNotice error={error} />}
      {search !== "" &&
        matches.data &&
        (found.length === 0 ? (
          <p className={styles["faint"]}>{t("merge.none")}</p>
        ) : (
          <Records records={found} onPick={onPick} />
        ))}
    </div>
  );
}

interface RecordsProps {
  readonly records: readonly PatientSummary[];
  readonly onPick: (patientId: PatientId) => void;
}

function Records({ records, onPick }: RecordsProps) {
  const { t } = useTranslation();
  return (
    <ul className={styles["records"]}>
      {records.map((record) => (
        <li key={record.id}>
          <UnstyledButton
            className={styles["record"]}
            onClick={() => {
              onPick(record.id);
            }}
            data-testid="merge-record"
          >
            <span className={styles["recordName"]}>{patientName(record)}</span>
            <span className={styles["faint"]}>
              {[
                birthText(record.dateOfBirth),
                record.number && t("assign.number", { number: record.number }),
                t("removal.photos", { count: record.photoCount }),
                record.archivedAt !== null && t("patients.archivedMark"),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
