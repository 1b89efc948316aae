import { Combobox } from "@mantine/core";
import { IconChevronRight, IconTarget, IconUser, type Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LevelBadge } from "../../ui/LevelBadge";
import { keyText } from "../../words/keyNames";
import { patientName } from "../../../electron/domain/patientName";
import { lesionName } from "../lesions/lesionName";
import { birthText } from "../patients/birthText";
import styles from "./search.module.css";
import { ALL, type Found } from "./useFound";

/** What was found, patients first: it is they who are looked for in a hurry. */
export function FoundOptions({ found }: { readonly found: Found }) {
  const { t } = useTranslation();
  const { patients, lesions, commands, total } = found;
  return (
    <>
      {patients.length > 0 && (
        <Combobox.Group label={t("frame.patients")}>
          {patients.map((patient) => (
            <Option
              key={patient.id}
              value={patient.id}
              icon={IconUser}
              name={patientName(patient)}
              facts={[
                birthText(patient.dateOfBirth),
                patient.number,
                patient.archivedAt !== null && t("patients.archivedMark"),
              ]}
            >
              {patient.level && <LevelBadge level={patient.level} />}
            </Option>
          ))}
          {total > patients.length && (
            <Option
              value={ALL}
              icon={IconChevronRight}
              name={t("search.all", { count: total })}
              facts={[]}
            />
          )}
        </Combobox.Group>
      )}
      {lesions.length > 0 && (
        <Combobox.Group label={t("lesions.title")}>
          {lesions.map((lesion) => (
            <Option
              key={lesion.id}
              value={lesion.id}
              icon={IconTarget}
              name={lesionName(lesion)}
              facts={[lesion.label !== "" && t(`sites.${lesion.site}`)]}
            />
          ))}
        </Combobox.Group>
      )}
      {commands.length > 0 && (
        <Combobox.Group label={t("search.commands")}>
          {commands.map(({ id, icon, label, keys }) => (
            <Option key={id} value={id} icon={icon} name={label} facts={[]}>
              {keys && <kbd className={styles["keys"]}>{keyText(keys)}</kbd>}
            </Option>
          ))}
        </Combobox.Group>
      )}
    </>
  );
}

interface OptionProps {
  readonly value: string;
  readonly icon: Icon;
  readonly name: string;
  readonly facts: readonly (string | false)[];
  /** At the end of the line. */
  readonly children?: ReactNode;
}

function Option({ value, icon: Symbol, name, facts, children }: OptionProps) {
  return (
    <Combobox.Option value={value} className={styles["option"]} data-testid={`found-${value}`}>
      <Symbol size={18} stroke={1.6} aria-hidden />
      <span className={styles["text"]}>
        <span className={styles["name"]}>{name}</span>
        <span className={styles["facts"]}>{facts.filter(Boolean).join(" · ")}</span>
      </span>
      {children}
    </Combobox.Option>
  );
}
