import { Skeleton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConfusionCell, ModelVersion } from "../../../electron/contract/models";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { AnswerGrid } from "./AnswerGrid";
import { useCellPhotos } from "./useModels";

interface CellDialogProps {
  readonly version: ModelVersion;
  readonly cell: ConfusionCell;
  readonly onClose: () => void;
}

/** The photos of a cell of the confusion matrix. */
export function CellDialog({ version, cell, onClose }: CellDialogProps) {
  const { t } = useTranslation();
  const photos = useCellPhotos(version, cell);
  const names = {
    label: t(`diagnoses.${cell.label}.short`),
    answer: t(`diagnoses.${cell.answer}.short`),
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(cell.label === cell.answer ? "models.confusion.right" : "models.confusion.wrong", names)}
      size={880}
    >
      {photos.isError ? (
        <FailureNotice error={photos.error} onRetry={() => void photos.refetch()} />
      ) : photos.data?.length === 0 ? (
        // Of a version that was trained in another clinic.
        <p>{t("models.confusion.noPhotos")}</p>
      ) : photos.data ? (
        <AnswerGrid photos={photos.data} onOpened={onClose} />
      ) : (
        <Skeleton height={200} />
      )}
    </Dialog>
  );
}
