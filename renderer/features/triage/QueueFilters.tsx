import { Button, UnstyledButton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoPage } from "../../../electron/contract/shapes";
import { TRIAGE_LEVELS, type TriageLevel } from "../../../electron/domain/triage";
import { Chip } from "../../ui/Chip";
import { LevelIcon } from "../../ui/LevelIcon";
import { CameraButton } from "../camera/CameraButton";
import { ExportListButton } from "../exports/ExportListButton";
import { useIntake } from "../intake/intake";
import { countText } from "../../words/counts";
import styles from "./triage.module.css";
import { QUEUE_FILTERS, useTriageView } from "./triageView";

interface QueueFiltersProps {
  readonly page: PhotoPage | undefined;
}

export function QueueFilters({ page }: QueueFiltersProps) {
  const { t } = useTranslation();
  const { filter, setFilter } = useTriageView();
  const { choose } = useIntake();

  const toggleLevel = (level: TriageLevel): void => {
    const levels = filter.levels.includes(level)
      ? filter.levels.filter((other) => other !== level)
      : [...filter.levels, level];
    setFilter({ ...filter, levels });
  };

  return (
    <header className={styles["queueHead"]}>
      <div className={styles["queueTitleLine"]}>
        <div className={styles["queueName"]}>
          <h2 className={styles["queueTitle"]}>{t("queue.title")}</h2>
          <span className={styles["queueTotal"]}>
            {page && t("queue.total", { count: page.total })}
            <span className={styles["exportList"]}>
              <ExportListButton
                chosen={{ list: "worklist", filter }}
                label={`${t("exports.list")}: ${t("queue.total", { count: page?.total ?? 0 })}`}
                isEmpty={(page?.total ?? 0) === 0}
                size={24}
                variant="subtle"
              />
            </span>
          </span>
        </div>
        <Button
          leftSection={<IconPlus size={16} />}
          onClick={() => {
            choose(null);
          }}
          data-testid="intake-add"
        >
          {t("intake.add")}
        </Button>
        <CameraButton patientId={null} compact />
      </div>
      <div className={styles["levels"]} role="group" aria-label={t("queue.levels")}>
        {TRIAGE_LEVELS.map((level) => (
          <UnstyledButton
            key={level}
            className={styles["level"]}
            data-level={level}
            data-testid={`filter-${level}`}
            aria-pressed={filter.levels.includes(level)}
            onClick={() => {
              toggleLevel(level);
            }}
          >
            <span className={styles["levelCount"]}>
              <LevelIcon level={level} size={14} />
              {page ? countText(page.counts[level]) : "–"}
            </span>
            <span className={styles["levelName"]}>{t(`triage.${level}`)}</span>
          </UnstyledButton>
        ))}
      </div>
      <div className={styles["chips"]} role="group" aria-label={t("queue.filters")}>
        {QUEUE_FILTERS.map((name) => (
          <Chip
            key={name}
            checked={filter[name]}
            testId={`filter-${name}`}
            onChange={(checked) => {
              setFilter({ ...filter, [name]: checked });
            }}
          >
            {t(`queue.${name}`)}
          </Chip>
        ))}
      </div>
    </header>
  );
}
