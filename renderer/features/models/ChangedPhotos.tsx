import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelVersion } from "../../../electron/contract/models";
import { useRole } from "../../api/useRole";
import { FailureNotice } from "../../ui/FailureNotice";
import { AnswerGrid } from "./AnswerGrid";
import styles from "./models.module.css";
import { useChangedPhotos } from "./useModels";

/** So many are shown at first: the gravest come first. */
const FIRST = 12;

interface ChangedPhotosProps {
  readonly version: ModelVersion;
  readonly changed: number;
  readonly photos: number;
}

/** Photos of the hold-out that get another leading class or level. */
export function ChangedPhotos({ version, changed, photos }: ChangedPhotosProps) {
  const { t } = useTranslation();
  const maySeePhotos = useRole() !== "staff";
  return (
    <section className={styles["block"]}>
      <h4 className={styles["blockTitle"]}>{t("models.changed.title")}</h4>
      <p className={styles["soft"]}>{t("models.changed.count", { count: changed, photos })}</p>
      {maySeePhotos && changed > 0 && <Photos version={version} />}
    </section>
  );
}

function Photos({ version }: { readonly version: ModelVersion }) {
  const { t } = useTranslation();
  const photos = useChangedPhotos(version);
  const [showsAll, setShowsAll] = useState(false);
  if (photos.isError) {
    return <FailureNotice error={photos.error} onRetry={() => void photos.refetch()} />;
  }
  if (!photos.data) return <Skeleton height={200} />;
  const shown = showsAll ? photos.data : photos.data.slice(0, FIRST);
  return (
    <>
      <AnswerGrid photos={shown} />
      {shown.length < photos.data.length && (
        <Button
          variant="default"
          className={styles["more"] ?? ""}
          onClick={() => {
            setShowsAll(true);
          }}
        >
          {t("models.changed.all", { count: photos.data.length })}
        </Button>
      )}
    </>
  );
}
