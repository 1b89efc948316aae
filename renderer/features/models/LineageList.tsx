import { UnstyledButton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ModelSummary, ModelVersion } from "../../../electron/contract/models";
import { useShortcuts } from "../../ui/useShortcuts";
import { dayText } from "../../words/dates";
import { measureText } from "../../words/measures";
import { lineageOf, type LineageRow } from "./lineage";
import { LineageLines } from "./LineageLines";
import styles from "./models.module.css";
import { ModelStateBadge } from "./ModelStateBadge";
import { partText } from "./modelText";

interface LineageListProps {
  readonly models: readonly ModelSummary[];
  readonly chosen: ModelVersion;
  readonly onChoose: (version: ModelVersion) => void;
}

/** Every version below the one it learned on from; arrow keys move along. */
export function LineageList({ models, chosen, onChoose }: LineageListProps) {
  const { t } = useTranslation();
  const rows = lineageOf(models);
  const step = (by: number): void => {
    const at = rows.findIndex(({ model }) => model.version === chosen);
    const target = rows[at + by];
    if (target) onChoose(target.model.version);
  };
  useShortcuts({
    arrowdown: () => {
      step(1);
    },
    arrowup: () => {
      step(-1);
    },
  });
  return (
    <>
      <p className={styles["lineageHead"]} aria-hidden>
        <span>{t("models.version")}</span>
        <span>{t("models.measures.names.balancedAccuracy")}</span>
      </p>
      <ol className={styles["lineage"]} aria-label={t("models.lineage")}>
        {rows.map((row) => (
          <VersionRow
            key={row.model.version}
            row={row}
            isChosen={row.model.version === chosen}
            onChoose={onChoose}
          />
        ))}
      </ol>
    </>
  );
}

interface VersionRowProps {
  readonly row: LineageRow<ModelSummary>;
  readonly isChosen: boolean;
  readonly onChoose: (version: ModelVersion) => void;
}

function VersionRow({ row, isChosen, onChoose }: VersionRowProps) {
  const { t } = useTranslation();
  const { version, state, origin, createdAt, balancedAccuracy } = row.model;
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) item.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    <li ref={item}>
      <UnstyledButton
        className={styles["version"]}
        aria-current={isChosen || undefined}
        data-testid="model-row"
        data-version={version}
        data-state={state}
        onClick={() => {
          onChoose(version);
        }}
      >
        <LineageLines row={row} />
        <span className={styles["versionText"]}>
          <span className={styles["versionLine"]}>
            <span className={styles["versionName"]} title={version}>
              {version}
            </span>
            <ModelStateBadge state={state} />
          </span>
          <span className={styles["versionLine"]}>
            <span className={styles["versionOrigin"]}>
              {t(`models.origins.${origin}`)}, {dayText(createdAt)}
            </span>
            {balancedAccuracy && (
              <span
                className={styles["versionMeasure"]}
                title={t("models.balancedAccuracyOn", { part: partText(balancedAccuracy.part) })}
              >
                {measureText(balancedAccuracy.value)}
              </span>
            )}
          </span>
        </span>
      </UnstyledButton>
    </li>
  );
}
