import { Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { Analyses } from "./Analyses";
import { PatientPanel } from "./PatientPanel";
import { ProbabilityBars } from "./ProbabilityBars";
import { TriageBlock } from "./TriageBlock";
import styles from "./verdict.module.css";
import { Waiting } from "./Waiting";

interface VerdictProps {
  readonly photo: PhotoDetail;
  readonly onAskDelete: () => void;
}

/** The right pane: how urgent, what it resembles, whose it is, and who analysed it. */
export function Verdict({ photo, onAskDelete }: VerdictProps) {
  const { t } = useTranslation();
  const { analysis } = photo;
  return (
    <aside
      className={styles["verdict"]}
      aria-label={t("verdict.title")}
      data-testid="photo-detail"
      data-photo-id={photo.id}
    >
      {analysis ? <TriageBlock analysis={analysis} /> : <Waiting photo={photo} />}
      {analysis && analysis.level !== "cannot-assess" && <ProbabilityBars analysis={analysis} />}
      <PatientPanel photo={photo} />
      {analysis && <Analyses photo={photo} />}
      <div className={styles["end"]}>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconTrash size={16} stroke={1.6} />}
          onClick={onAskDelete}
          data-testid="photo-delete"
        >
          {t("delete.open")}
        </Button>
      </div>
    </aside>
  );
}
