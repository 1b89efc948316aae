import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Lesion, LesionId, PhotoSummary } from "../../../electron/contract/shapes";
import { LevelBadge } from "../../ui/LevelBadge";
import { LevelIcon } from "../../ui/LevelIcon";
import styles from "./bodyMap.module.css";
import { placed } from "./LesionMarker";
import { lesionName, lesionTitle } from "./lesionName";

/** A lesion with its latest photo; null: no photo shows it yet. */
export interface MarkedLesion {
  readonly lesion: Lesion;
  readonly latest: PhotoSummary | null;
}

interface MarkerGroupProps {
  /** Several lesions close together, the foremost first: it gives the marker its place. */
  readonly lesions: readonly [MarkedLesion, ...MarkedLesion[]];
  readonly chosen: LesionId | null;
  readonly onChoose: (lesionId: LesionId) => void;
}

/** Lesions so close together that their markers would cover one another: a list to choose from. */
export function MarkerGroup({ lesions, chosen, onChoose }: MarkerGroupProps) {
  const { t } = useTranslation();
  const [{ lesion: foremost, latest }] = lesions;
  if (!foremost.position) return null;
  const level = latest?.analysis?.level ?? null;
  const numbers = lesions.map(({ lesion }) => lesion.number).sort((a, b) => a - b);
  const shown = lesions.find(({ lesion }) => lesion.id === chosen)?.lesion ?? foremost;
  return (
    <Menu position="top" withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={styles["marker"]}
          style={placed(foremost.position)}
          data-level={level ?? "none"}
          data-testid="marker-group"
          data-chosen={shown.id === chosen || undefined}
          aria-label={t("bodyMap.several", { count: lesions.length, numbers: numbers.join(", ") })}
        >
          {level && <LevelIcon level={level} size={11} />}
          {shown.number}
          <span className={styles["more"]}>{t("bodyMap.more", { count: lesions.length - 1 })}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles["groupList"] ?? ""}>
        {[...lesions]
          .sort((a, b) => a.lesion.number - b.lesion.number)
          .map(({ lesion, latest: photo }) => (
            <Menu.Item
              key={lesion.id}
              className={styles["groupItem"] ?? ""}
              data-testid="marker-of-group"
              rightSection={photo?.analysis && <LevelBadge level={photo.analysis.level} />}
              aria-current={lesion.id === chosen}
              onClick={() => {
                onChoose(lesion.id);
              }}
            >
              <span className={styles["groupName"]} title={lesionTitle(lesion)}>
                {lesionName(lesion)}
              </span>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
