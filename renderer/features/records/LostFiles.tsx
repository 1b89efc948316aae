import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NamedFault } from "../../../electron/contract/examination";
import { useNavigation } from "../frame/navigation";
import styles from "./records.module.css";

/** Whose files do not open: photos and reports as people know them. */
export function LostFiles({ lost }: { readonly lost: readonly NamedFault[] }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  return (
    <table className={styles["table"]} data-testid="records-lost">
      <thead>
        <tr>
          <th>{t("settings.backups.records.record")}</th>
          <th>{t("settings.backups.records.patient")}</th>
          <th>{t("settings.backups.records.state")}</th>
        </tr>
      </thead>
      <tbody>
        {lost.map(({ id, name, patient, fault }, place) => (
          <tr key={`${id}-${String(place)}`}>
            <td>{name}</td>
            <td>
              {patient ? (
                <Anchor
                  component="button"
                  type="button"
                  onClick={() => {
                    go({ room: "patient", patientId: patient.id });
                  }}
                >
                  {patient.name}
                </Anchor>
              ) : (
                "–"
              )}
            </td>
            <td>{t(`settings.backups.records.faults.${fault}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
