import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { FailureNotice } from "../../ui/FailureNotice";
import { usePhotoActions } from "../photo/usePhotoActions";
import styles from "./verdict.module.css";

/** A photo that is kept but was not analysed. */
export function Waiting({ photo }: { readonly photo: PhotoDetail }) {
  const { t } = useTranslation();
  const { analyse } = usePhotoActions(photo.id);
  return (
    <section className={styles["triage"]}>
      <h2 className={styles["level"]}>{t("verdict.waitingTitle")}</h2>
      <p className={styles["evidence"]}>{t("verdict.waitingText")}</p>
      {analyse.error && <FailureNotice error={analyse.error} />}
      <Button
        mt={12}
        loading={analyse.isPending}
        onClick={() => {
          analyse.mutate();
        }}
        data-testid="photo-analyse"
      >
        {t("verdict.analyse")}
      </Button>
    </section>
  );
}
