import { Button, Progress, Skeleton } from "@mantine/core";
import { IconFolderOpen } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EventPayload } from "../../../electron/contract/events";
import { call, on } from "../../api/client";
import { Choices } from "../../ui/Choices";
import { FailureNotice } from "../../ui/FailureNotice";
import { DataPreview } from "./DataPreview";
import { useTrainingDraft } from "./trainingDraft";
import styles from "./training.module.css";
import { useTrainingPreview } from "./useTraining";

/** What a version would learn from: the clinic's confirmed cases, or a folder of photos. */
export function DataStep() {
  const { t } = useTranslation();
  const { draft, change } = useTrainingDraft();
  const [folder, setFolder] = useState<string | null>(null);
  const choose = useMutation({
    mutationFn: () => call("training.chooseFolder", {}),
    onSuccess: (chosen) => {
      if (!chosen) return;
      setFolder(chosen.name);
      change({ source: { kind: "folder", folderId: chosen.folderId } });
    },
  });
  const preview = useTrainingPreview(draft.source);
  const isFolder = draft.source.kind === "folder";
  return (
    <>
      <div className={styles["line"]}>
        <Choices
          legend={t("training.source.label")}
          isLegendHidden
          kind="one"
          options={(["clinic", "folder"] as const).map((value) => ({
            value,
            label: t(`training.source.${value}`),
          }))}
          chosen={[draft.source.kind]}
          onChange={([kind]) => {
            if (kind === "clinic") change({ source: { kind: "clinic" } });
            else choose.mutate();
          }}
        />
        {isFolder && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFolderOpen size={16} stroke={1.6} />}
            loading={choose.isPending}
            data-testid="training-folder"
            onClick={() => {
              choose.mutate();
            }}
          >
            {t("training.source.chooseOther")}
          </Button>
        )}
      </div>
      <p className={styles["soft"]}>
        {isFolder
          ? t("training.source.folderText", { folder: preview.data?.name ?? folder ?? "" })
          : t("training.source.clinicText")}
      </p>
      {choose.error && <FailureNotice error={choose.error} />}
      {choose.isPending ? (
        <ReadingFolder />
      ) : preview.isError ? (
        <FailureNotice error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data ? (
        <DataPreview preview={preview.data} />
      ) : (
        <div role="status" aria-label={t("training.source.reading")}>
          <Skeleton height={240} radius={8} />
        </div>
      )}
    </>
  );
}

/** How far a folder has been read; nothing while it is being chosen. */
function ReadingFolder() {
  const { t } = useTranslation();
  const [read, setRead] = useState<EventPayload<"training.reading"> | null>(null);
  useEffect(() => on("training.reading", setRead), []);
  if (!read) return null;
  const text = t("training.source.read", read);
  return (
    <div className={styles["progress"]} role="status">
      <p>{text}</p>
      <Progress value={(100 * read.done) / Math.max(1, read.total)} size={8} aria-label={text} />
    </div>
  );
}
