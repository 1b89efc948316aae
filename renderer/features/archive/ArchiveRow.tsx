import { Badge, Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ArchiveEntry } from "../../../electron/contract/archive";
import { patientName } from "../../../electron/domain/patientName";
import { useRole } from "../../api/useRole";
import { handFocusOver } from "../../ui/handFocusOver";
import { showFailure } from "../../ui/showFailure";
import { momentText } from "../../words/dates";
import { failureLine } from "../../words/failureWords";
import styles from "./archive.module.css";
import { useArchiveActions } from "./useArchive";

interface ArchiveRowProps {
  readonly entry: ArchiveEntry;
  readonly isPaused: boolean;
}

const COLOURS = { waiting: "gray", sent: "petrol", refused: "red" } as const;

/** One photo on its way, with why it has not arrived. */
export function ArchiveRow({ entry, isPaused }: ArchiveRowProps) {
  const { t } = useTranslation();
  const { retry, remove } = useArchiveActions();
  const mayRemove = useRole() !== "staff";
  const { photo, state, kind, sequence, failure } = entry;
  const tell = {
    onError: (error: Error) => {
      showFailure(error);
    },
  };
  return (
    <tr data-testid="archive-row" data-state={state}>
      <td>
        {photo.name}
        <span className={styles["kind"]}>{t(`description.kinds.${kind}`)}</span>
      </td>
      <td>{photo.patient ? patientName(photo.patient) : ""}</td>
      <td>
        <div className={styles["state"]}>
          <Badge variant="light" tt="none" color={COLOURS[state]}>
            {t(`archive.states.${state}`)}
          </Badge>
          <span className={styles["when"]}>
            <When entry={entry} isPaused={isPaused} />
          </span>
        </div>
        {failure && <p className={styles["reason"]}>{failureLine(failure)}</p>}
      </td>
      <td className={styles["actions"]}>
        {state !== "sent" && (
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={isPaused}
            loading={retry.isPending}
            aria-label={t("archive.retryOne", { name: photo.name })}
            data-testid="archive-retry"
            onClick={() => {
              retry.mutate(sequence, tell);
            }}
          >
            {t("archive.retry")}
          </Button>
        )}
        {state !== "sent" && mayRemove && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            loading={remove.isPending}
            aria-label={t("archive.removeOne", { name: photo.name })}
            data-testid="archive-remove"
            onClick={({ currentTarget }) => {
              remove.mutate(sequence, {
                ...tell,
                onSuccess: () => {
                  handFocusOver(currentTarget);
                },
              });
            }}
          >
            {t("archive.remove")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function When({ entry, isPaused }: ArchiveRowProps) {
  const { t } = useTranslation();
  const { endedAt, nextAt, attempts } = entry;
  if (endedAt !== null) return momentText(endedAt);
  if (isPaused || attempts === 0) return null;
  return t("archive.next", { when: momentText(nextAt) });
}
