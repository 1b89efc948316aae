import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";
import { FailureNotice } from "../../ui/FailureNotice";
import { Panel } from "../../ui/Panel";
import { Thumbnail } from "../../ui/Thumbnail";
import styles from "./similar.module.css";
import { similarityText } from "./similarityText";

interface SimilarCasesProps {
  readonly photoId: PhotoId;
  readonly onShow: (photoId: PhotoId) => void;
}

/** The clinic's own confirmed cases that look most like a photo; second to the probabilities. */
export function SimilarCases({ photoId, onShow }: SimilarCasesProps) {
  const { t } = useTranslation();
  const similar = useQuery({
    queryKey: queryKeys.similarCases(photoId),
    queryFn: () => call("photos.similar", { photoId }),
  });
  const { data } = similar;
  return (
    <Panel title={t("similar.title")} term="similarCases" data-testid="similar-cases">
      {similar.isLoadingError && (
        <FailureNotice error={similar.error} onRetry={() => void similar.refetch()} />
      )}
      {data && data.cases.length === 0 && (
        <p className={styles["none"]} data-testid="similar-none">
          {t("similar.few", { count: data.confirmed, needed: data.needed })}
        </p>
      )}
      {data && data.cases.length > 0 && (
        <ul className={styles["cases"]}>
          {data.cases.map(({ photo, similarity }) => {
            const diagnosis = photo.outcome?.diagnosis;
            const name = diagnosis ? t(`diagnoses.${diagnosis}.short`) : "";
            const score = similarityText(similarity);
            return (
              <li key={photo.id}>
                <UnstyledButton
                  className={styles["case"]}
                  title={t("similar.one", { diagnosis: name, similarity: score })}
                  aria-label={t("similar.one", { diagnosis: name, similarity: score })}
                  data-testid="similar-case"
                  data-photo-id={photo.id}
                  onClick={() => {
                    onShow(photo.id);
                  }}
                >
                  <span className={styles["thumbnail"]}>
                    <Thumbnail photoId={photo.id} />
                  </span>
                  <span className={styles["name"]}>
                    {diagnosis ? t(`similar.narrow.${diagnosis}`) : null}
                  </span>
                  <span className={styles["similarity"]}>{score}</span>
                </UnstyledButton>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
