import { UnstyledButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import styles from "./frame.module.css";
import { useNavigation } from "./navigation";
import { ROOMS } from "./rooms";

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
