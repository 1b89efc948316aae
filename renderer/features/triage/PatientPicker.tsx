import { Button, Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch, IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { PatientId } from "../../../electron/contract/shapes";
import { awaitsFirstAnswer } from "../../api/awaitsFirstAnswer";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { failureFrom } from "../../api/failure";
import { useFirstOption } from "../../ui/useFirstOption";
import { failureWords } from "../../words/failureWords";
import { patientName } from "../../../electron/domain/patientName";
import { birthText } from "../patients/birthText";
import styles from "./verdict.module.css";

const MATCHES = 8;

interface PatientPickerProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly onPick: (patientId: PatientId) => void;
  /** Opens the form for a new patient, with what was typed as family name. */
  readonly onNew: (typed: string) => void;
}

/** Finds a patient while somebody types. */
export function PatientPicker({ inputRef, onPick, onNew }: PatientPickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const wanted = typed.trim();
  const [search] = useDebouncedValue(wanted, 150);
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
    },
  });
  const matches = useQuery({
    queryKey: queryKeys.patientMatches(search, MATCHES),
    queryFn: () => call("patients.list", { search, limit: MATCHES, offset: 0 }),
    placeholderData: keepPreviousData,
    enabled: combobox.dropdownOpened,
  });
  const patients = matches.data?.patients ?? [];
  const isPending = wanted !== search || awaitsFirstAnswer(matches);
  const listen = useFirstOption(combobox, {
    offered: patients.map(({ id }) => id),
    selectsFirst: wanted !== "",
    isPending,
  });

  return (
    <div className={styles["picker"]}>
      <Combobox
        store={combobox}
        preventPositionChangeWhenVisible={false}
        onOptionSubmit={(value) => {
          // The list may change under the pointer.
          if (isPending) return;
          const picked = patients.find(({ id }) => id === value);
          if (picked) onPick(picked.id);
          setTyped("");
          combobox.closeDropdown();
        }}
      >
        <Combobox.Target>
          <TextInput
            ref={inputRef}
            value={typed}
            placeholder={t("assign.searchHint")}
            aria-label={t("assign.search")}
            leftSection={<IconSearch size={16} stroke={1.6} />}
            rightSection={matches.isFetching ? <Loader size={14} /> : null}
            data-testid="patient-attach"
            onChange={({ currentTarget }) => {
              setTyped(currentTarget.value);
              combobox.openDropdown();
            }}
            onKeyDown={listen}
            onFocus={() => {
              combobox.openDropdown();
            }}
            onBlur={() => {
              combobox.closeDropdown();
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options
            mah={320}
            className={styles["matches"]}
            // What an earlier text found is not taken for what this one finds.
            data-pending={isPending || undefined}
          >
            {matches.isError && (
              <Combobox.Empty>{failureWords(failureFrom(matches.error)).what}</Combobox.Empty>
            )}
            {matches.data && patients.length === 0 && (
              <Combobox.Empty>{t("assign.none")}</Combobox.Empty>
            )}
            {patients.map((patient) => (
              <Combobox.Option
                key={patient.id}
                value={patient.id}
                className={styles["match"]}
                data-testid="patient-match"
              >
                <span>{patientName(patient)}</span>
                <span className={styles["matchFacts"]}>
                  {[
                    birthText(patient.dateOfBirth),
                    patient.number,
                    patient.archivedAt !== null && t("patients.archivedMark"),
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Button
        variant="default"
        leftSection={<IconUserPlus size={16} stroke={1.6} />}
        onClick={() => {
          onNew(wanted);
        }}
        data-testid="patient-new"
      >
        {t("assign.new")}
      </Button>
    </div>
  );
}
