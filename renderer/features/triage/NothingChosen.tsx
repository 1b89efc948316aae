import { Button } from "@mantine/core";
import { IconPhoto, IconPhotoDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { NO_FILTER } from "../../../electron/contract/shapes";
import { EmptyState } from "../../ui/EmptyState";
import { useIntake } from "../intake/intake";
import styles from "./triage.module.css";
import { useTriageView } from "./triageView";

interface NothingChosenProps {
  readonly isLoading: boolean;
  readonly isEmpty: boolean;
}

/** The middle of the screen while no photo is chosen: the way to begin, where there is none. */
export function NothingChosen({ isLoading, isEmpty }: NothingChosenProps) {
  const { t } = useTranslation();
  const { filter } = useTriageView();
  const { choose } = useIntake();
  if (isLoading) return <div className={styles["nothing"]} />;
  if (!isEmpty || filter !== NO_FILTER) {
    return (
      <div className={styles["nothing"]}>
        <EmptyState icon={IconPhoto} title={t("photo.none")} text={t("photo.noneText")} />
      </div>
    );
  }
  return (
    <div className={styles["nothing"]}>
      <div className={styles["invitation"]}>
        <EmptyState
          icon={IconPhotoDown}
          title={t("intake.emptyTitle")}
          text={t("intake.emptyText")}
        >
          <Button
            size="md"
            onClick={() => {
              choose(null);
            }}
          >
            {t("intake.add")}
          </Button>
        </EmptyState>
      </div>
    </div>
  );
}
