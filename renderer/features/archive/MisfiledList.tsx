import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ArchiveQueue, MisfiledEntry } from "../../../electron/contract/archive";
import { patientName } from "../../../electron/domain/patientName";
import { useRole } from "../../api/useRole";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { momentText } from "../../words/dates";
import styles from "./archive.module.css";
import { useArchiveActions } from "./useArchive";

/** What stands in the archive where it should not, until somebody has had it removed there. */
export function MisfiledList({ misfiled }: { readonly misfiled: ArchiveQueue["misfiled"] }) {
  const { t } = useTranslation();
  const { count, entries } = misfiled;
  if (count === 0) return null;
  return (
    <div className={styles["queue"]} role="group" aria-labelledby="archive-misfiled-title">
      <h3 id="archive-misfiled-title" className={styles["queueTitle"]}>
        {t("archive.misfiled.title")}
      </h3>
      <p className={styles["paused"]} role="status" data-testid="archive-misfiled">
        {t("archive.misfiled.text", { count })}
      </p>
      <table className={styles["table"]} aria-labelledby="archive-misfiled-title">
        <thead>
          <tr>
            <th scope="col">{t("archive.photo")}</th>
            <th scope="col">{t("archive.misfiled.nowOf")}</th>
            <th scope="col">{t("archive.misfiled.object")}</th>
            <th scope="col" aria-label={t("archive.actions")} />
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <MisfiledRow key={entry.sequence} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MisfiledRow({ entry }: { readonly entry: MisfiledEntry }) {
  const { t } = useTranslation();
  const { forgetMisfiled } = useArchiveActions();
  const mayRemove = useRole() !== "staff";
  const [isAsked, setIsAsked] = useState(false);
  const row = useRef<HTMLTableRowElement>(null);
  const { sequence, photo, study, instance, at } = entry;
  const name = photo?.name ?? t("archive.misfiled.deleted");
  return (
    <tr data-testid="misfiled-row" ref={row}>
      <td>{name}</td>
      <td>{photo?.patient ? patientName(photo.patient) : ""}</td>
      <td>
        {t("archive.misfiled.uids", { study, instance })}
        <span className={styles["kind"]}>
          {t("archive.misfiled.since", { when: momentText(at) })}
        </span>
      </td>
      <td className={styles["actions"]}>
        {mayRemove && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={t("archive.removeOne", { name })}
            data-testid="misfiled-remove"
            onClick={() => {
              setIsAsked(true);
            }}
          >
            {t("archive.remove")}
          </Button>
        )}
        <ConfirmDialog
          opened={isAsked}
          title={t("archive.misfiled.ask")}
          confirm={t("archive.remove")}
          busy={forgetMisfiled.isPending}
          error={forgetMisfiled.error}
          onConfirm={() => {
            forgetMisfiled.mutate(sequence, {
              // The row leaves, and with it the button that the focus would return to.
              onSuccess: () => row.current?.closest("section")?.focus(),
            });
          }}
          onClose={() => {
            forgetMisfiled.reset();
            setIsAsked(false);
          }}
        >
          {t("archive.misfiled.askText", { name, instance })}
        </ConfirmDialog>
      </td>
    </tr>
  );
}
