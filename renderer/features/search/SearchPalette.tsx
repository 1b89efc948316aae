import { Combobox, Loader, Modal, TextInput, useCombobox } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { failureFrom } from "../../api/failure";
import { useAccount } from "../../api/useSession";
import { useFirstOption } from "../../ui/useFirstOption";
import { failureLine } from "../../words/failureWords";
import type { HelpPage } from "../frame/HelpDialogs";
import { useNavigation } from "../frame/navigation";
import { usePatientSearch } from "../patients/patientSearch";
import { FoundOptions } from "./FoundOptions";
import styles from "./search.module.css";
import { ALL, optionsOf, useFound } from "./useFound";

interface SearchPaletteProps {
  readonly onClose: () => void;
  readonly showHelp: (page: HelpPage) => void;
}

/** Finds patients, their lesions and commands by what is typed, from wherever one is. */
export function SearchPalette({ onClose, showHelp }: SearchPaletteProps) {
  const { t } = useTranslation();
  const account = useAccount();
  const { go } = useNavigation();
  const { setSearch } = usePatientSearch();
  const [typed, setTyped] = useState("");
  const found = useFound(typed, showHelp);
  const combobox = useCombobox({ opened: true });

  const { search, patients, lesions, commands, total, isPending } = found;
  const offered = optionsOf(found);
  const listen = useFirstOption(combobox, { offered, selectsFirst: true, isPending });

  const choose = (option: string): void => {
    onClose();
    const patient = patients.find(({ id }) => id === option);
    const lesion = lesions.find(({ id }) => id === option);
    if (patient) go({ room: "patient", patientId: patient.id });
    else if (lesion) {
      const { id: lesionId, patientId } = lesion;
      go({ room: "lesion", patientId, lesionId, photoId: null });
    } else if (option === ALL) {
      setSearch(search);
      go({ room: "patients" });
    } else commands.find(({ id }) => id === option)?.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The list counts as open, and would keep Escape to itself.
    if (event.key === "Escape") onClose();
    else listen(event);
  };
  const isEmpty = search !== "" && !isPending && offered.length === 0 && !found.error;

  return (
    <Modal.Root
      opened
      onClose={onClose}
      // Escape at the door of a locked clinic is not for what lies behind it.
      closeOnEscape={account !== null}
      size={600}
      yOffset={72}
      centered={false}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t("search.title")} data-testid="search-palette">
        <Combobox store={combobox} onOptionSubmit={choose}>
          <Combobox.EventsTarget>
            <TextInput
              data-autofocus
              variant="unstyled"
              size="lg"
              className={styles["field"]}
              value={typed}
              maxLength={200}
              placeholder={t("search.hint")}
              aria-label={t("search.title")}
              leftSection={<IconSearch size={20} stroke={1.6} />}
              leftSectionWidth={52}
              rightSection={isPending && typed.trim() !== "" ? <Loader size={16} /> : null}
              rightSectionWidth={48}
              data-testid="search-field"
              onKeyDown={onKeyDown}
              onChange={({ currentTarget }) => {
                setTyped(currentTarget.value);
              }}
            />
          </Combobox.EventsTarget>
          <Combobox.Options
            className={styles["found"]}
            aria-label={t("search.found")}
            tabIndex={0}
            // What an earlier text found is not taken for what this one finds.
            data-pending={isPending || undefined}
          >
            <FoundOptions found={found} />
          </Combobox.Options>
        </Combobox>
        <div role="status" className={styles["none"]}>
          {isEmpty && t("search.none", { search })}
          {found.error && failureLine(failureFrom(found.error))}
        </div>
        <p className={styles["count"]} role="status">
          {total > 0 && !isPending && t("patients.found", { count: total })}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}
