import { Button, Group, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PatientDetail, PatientId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { mergedPatient, suggestedChoices, type Choices } from "./mergeChoice";
import { MergeTable } from "./MergeTable";
import { OtherRecord } from "./OtherRecord";
import styles from "./merge.module.css";

interface MergeDialogProps {
  /** The record that stays. */
  readonly patient: PatientDetail;
  readonly onClose: () => void;
}

/** Finds the other record of the same person, shows both side by side, makes one of them. */
export function MergeDialog({ patient, onClose }: MergeDialogProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [otherId, setOtherId] = useState<PatientId | null>(null);
  const merge = useMutation({
    mutationFn: ({ found, choices }: { found: PatientDetail; choices: Choices }) =>
      call("patients.merge", {
        patientId: patient.id,
        otherId: found.id,
        values: mergedPatient(patient, found, choices),
      }),
    onSuccess: (merged, { found }) => {
      client.setQueryData(queryKeys.patient(patient.id), merged);
      onClose();
      client.removeQueries({ queryKey: queryKeys.patient(found.id) });
      showNotice(t("merge.done"));
    },
  });
  return (
    <Dialog opened onClose={onClose} busy={merge.isPending} title={t("merge.title")} size={760}>
      <p className={styles["intro"]}>{t("merge.intro")}</p>
      {otherId === null ? (
        <OtherRecord patientId={patient.id} onPick={setOtherId} />
      ) : (
        <Merge
          key={otherId}
          patient={patient}
          otherId={otherId}
          busy={merge.isPending}
          error={merge.error}
          onMerge={(found, choices) => {
            merge.mutate({ found, choices });
          }}
          onBack={() => {
            merge.reset();
            setOtherId(null);
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface MergeProps extends MergeDialogProps {
  readonly otherId: PatientId;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onMerge: (other: PatientDetail, choices: Choices) => void;
  readonly onBack: () => void;
}

function Merge({ patient, otherId, busy, error, onMerge, onBack, onClose }: MergeProps) {
  const { t } = useTranslation();
  /** Null: as suggested. */
  const [chosen, setChosen] = useState<Choices | null>(null);
  const other = useQuery({
    queryKey: queryKeys.patient(otherId),
    queryFn: () => call("patients.get", { patientId: otherId }),
  });

  if (other.isError) {
    return <FailureNotice error={other.error} onRetry={() => void other.refetch()} />;
  }
  if (!other.data) return <Skeleton height={240} />;
  const found = other.data;
  const choices = chosen ?? suggestedChoices(patient, found);
  return (
    <>
      <MergeTable kept={patient} other={found} choices={choices} onChoose={setChosen} />
      <p className={styles["what"]}>{t("merge.what")}</p>
      {error && <FailureNotice error={error} />}
      <Group justify="space-between" gap={8} mt={24}>
        <Button variant="subtle" onClick={onBack} disabled={busy}>
          {t("merge.choose")}
        </Button>
        <Group gap={8}>
          <Button variant="default" onClick={onClose} disabled={busy}>
            {t("common.cancel")}
          </Button>
          <Button
            color="red"
            loading={busy}
            onClick={() => {
              onMerge(found, choices);
            }}
            data-testid="merge-confirm"
          >
            {t("merge.confirm")}
          </Button>
        </Group>
      </Group>
    </>
  );
}
