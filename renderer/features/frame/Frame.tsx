import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useShortcuts } from "../../ui/useShortcuts";
import { useIntake } from "../intake/intake";
import { Banners } from "./Banners";
import styles from "./frame.module.css";
import { useNavigation } from "./navigation";
import { Rail } from "./Rail";
import { TopBar } from "./TopBar";

/** What surrounds every screen: rail, top bar, banners, the decision-support line. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { go } = useNavigation();
  const { choose } = useIntake();
  // Screens that mean something closer by these keys answer first.
  useShortcuts({
    "/": () => {
      go({ room: "patients" });
    },
    "ctrl+o": () => {
      choose(null);
    },
  });
  return (
    <div className={styles["frame"]}>
      <a className={styles["skip"]} href="#content">
        {t("frame.skip")}
      </a>
      <TopBar />
      <Rail />
      <div className={styles["middle"]}>
        <Banners />
        <main id="content" className={styles["content"]} tabIndex={-1}>
          {children}
        </main>
      </div>
      <footer className={styles["decision"]} data-testid="decision-support">
        {t("app.decisionSupport")}
      </footer>
    </div>
  );
}
