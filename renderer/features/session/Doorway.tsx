import { useLayoutEffect, useRef, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../frame/LanguageSwitch";
import { Mark } from "../frame/Mark";
import { ThemeSwitch } from "../frame/ThemeSwitch";
import styles from "./session.module.css";

interface DoorwayProps {
  readonly title: string;
  readonly text?: string;
  readonly children: ReactNode;
}

/** One centred column on an otherwise empty window: before somebody is signed in. */
export function Doorway({ title, text, children }: DoorwayProps) {
  const { t } = useTranslation();
  const doorway = useRef<HTMLDivElement>(null);
  // Before the next picture: nothing of what lies behind may show, or hear a key.
  useLayoutEffect(() => {
    document.body.toggleAttribute("data-doorway", true);
    if (!doorway.current?.contains(document.activeElement)) doorway.current?.focus();
    return () => {
      document.body.toggleAttribute("data-doorway", false);
    };
  }, []);
  return (
    <div
      className={styles["doorway"]}
      role="dialog"
      aria-modal="true"
      aria-labelledby="doorway"
      tabIndex={-1}
      ref={doorway}
    >
      <div className={styles["corner"]}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
      <main className={styles["column"]}>
        <Mark />
        <h1 className={styles["title"]} id="doorway">
          {title}
        </h1>
        {text !== undefined && <p className={styles["text"]}>{text}</p>}
        {children}
      </main>
      <footer className={styles["decision"]} data-testid="decision-support">
        {t("app.decisionSupport")}
      </footer>
    </div>
  );
}
