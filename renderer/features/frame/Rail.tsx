import { UnstyledButton } from "@mantine/core";
import {
  IconLayoutDashboard,
  IconSettings,
  IconStack2,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import styles from "./frame.module.css";
import { useNavigation, type Place } from "./navigation";

interface Room {
  readonly key: "triage" | "patients" | "dashboard" | "settings";
  readonly icon: Icon;
  readonly holds: readonly Place["room"][];
}

const ROOMS: readonly Room[] = [
  { key: "triage", icon: IconStack2, holds: ["triage"] },
  { key: "patients", icon: IconUsers, holds: ["patients", "patient", "lesion"] },
  { key: "dashboard", icon: IconLayoutDashboard, holds: ["dashboard"] },
  { key: "settings", icon: IconSettings, holds: ["settings"] },
];

export function Rail() {
  const { t } = useTranslation();
  const { place, go } = useNavigation();
  return (
    <nav className={styles["rail"]} aria-label={t("frame.rooms")}>
      {ROOMS.map(({ key, icon: Symbol, holds }) => (
        <UnstyledButton
          key={key}
          className={styles["room"]}
          aria-current={holds.includes(place.room) ? "page" : undefined}
          data-testid={`nav-${key}`}
          onClick={() => {
            go({ room: key });
          }}
        >
          <Symbol size={22} stroke={1.6} aria-hidden />
          {t(`frame.${key}`)}
        </UnstyledButton>
      ))}
    </nav>
  );
}
