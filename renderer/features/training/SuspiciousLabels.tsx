import { Button } from "@mantine/core";
import { IconArrowUpRight } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type {
  LabelReview,
  SuspiciousLabel,
  TrainingPreview,
} from "../../../electron/contract/training";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { Choices } from "../../ui/Choices";
import { FailureNotice } from "../../ui/FailureNotice";
import { Thumbnail } from "../../ui/Thumbnail";
import { percent } from "../../../electron/domain/percent";
import { useShowPhoto } from "../triage/useShowPhoto";
import styles from "./training.module.css";

/** So many are shown at first: the most doubtful come first. */
const FIRST = 6;

/** Labels that model and nearest neighbours doubt: kept or left out, by a person. */
export function SuspiciousLabels({ preview }: { readonly preview: TrainingPreview }) {
  const { t } = useTranslation();
  const { source, suspicious } = preview;
  const [showsAll, setShowsAll] = useState(false);
  const client = useQueryClient();
  const review = useMutation({
    mutationFn: (decided: { photoId: SuspiciousLabel["photoId"]; review: LabelReview }) =>
      call("training.reviewLabel", decided),
    onSuccess: async (_, decided) => {
      const key = queryKeys.trainingPreview(source);
      client.setQueryData<TrainingPreview>(key, (before) => before && withReview(before, decided));
      // Counts and estimates follow from what is left out.
      await client.invalidateQueries({ queryKey: key });
    },
  });
  const waiting = suspicious.filter((each) => each.review === null).length;
  const shown = showsAll ? suspicious : suspicious.slice(0, FIRST);
  return (
    <section data-testid="suspicious">
      <h4>{t("training.suspicious.title", { count: suspicious.length })}</h4>
      <p className={styles["soft"]}>
        {t("training.suspicious.text")}{" "}
        {waiting > 0 && t("training.suspicious.waiting", { count: waiting })}
      </p>
      <ul className={styles["labels"]}>
        {shown.map((label) => (
          <Label
            key={label.photoId}
            label={label}
            onReview={(decided) => {
              review.mutate({ photoId: label.photoId, review: decided });
            }}
          />
        ))}
      </ul>
      {shown.length < suspicious.length && (
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setShowsAll(true);
          }}
        >
          {t("training.suspicious.all", { count: suspicious.length })}
        </Button>
      )}
      {review.error && <FailureNotice error={review.error} />}
    </section>
  );
}

interface LabelProps {
  readonly label: SuspiciousLabel;
  readonly onReview: (review: LabelReview) => void;
}

function Label({ label, onReview }: LabelProps) {
  const { t } = useTranslation();
  const showPhoto = useShowPhoto();
  const { photoId, name, answer, probability, neighbours, review } = label;
  const bears = t(`diagnoses.${label.label}.short`);
  return (
    <li className={styles["label"]} data-testid="suspicious-label" data-review={review}>
      <span className={styles["labelPhoto"]}>
        <Thumbnail photoId={photoId} />
      </span>
      <div className={styles["labelText"]}>
        <p className={styles["labelName"]}>{t("training.suspicious.label", { label: bears })}</p>
        <p>
          {t("training.suspicious.answer", {
            answer: t(`diagnoses.${answer}.short`),
            percent: percent(probability),
          })}
        </p>
        <p className={styles["faint"]}>
          {t("training.suspicious.neighbours", { ...neighbours, label: bears })}
        </p>
        <div className={styles["labelActions"]}>
          <Choices
            legend={t("training.suspicious.review", { name })}
            isLegendHidden
            kind="one"
            options={(["keep", "exclude"] as const).map((value) => ({
              value,
              label: t(`training.suspicious.${value}`),
            }))}
            chosen={review === null ? [] : [review]}
            onChange={([decided]) => {
              if (decided) onReview(decided);
            }}
          />
          <Button
            variant="subtle"
            size="compact-sm"
            rightSection={<IconArrowUpRight size={14} stroke={1.75} />}
            aria-label={t("models.answers.open", { name })}
            onClick={() => {
              showPhoto(photoId);
            }}
          >
            {t("training.suspicious.open")}
          </Button>
        </div>
      </div>
    </li>
  );
}

function withReview(
  preview: TrainingPreview,
  { photoId, review }: Pick<SuspiciousLabel, "photoId" | "review">,
): TrainingPreview {
  const suspicious = preview.suspicious.map((label) =>
    label.photoId === photoId ? { ...label, review } : label,
  );
  return { ...preview, suspicious };
}
