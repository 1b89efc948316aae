import { Tabs } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAccount, useSession } from "../../api/useSession";
import { AccountsSection } from "./AccountsSection";
import { AuditSection } from "./AuditSection";
import { ClinicSection } from "./ClinicSection";
import { LanguageSection } from "./LanguageSection";
import { OwnAccountSection } from "./OwnAccountSection";
import styles from "./settings.module.css";

const SECTIONS = ["own", "clinic", "accounts", "audit"] as const;
type Section = (typeof SECTIONS)[number];

/** The own account; for administrators also the clinic, its people and the audit log. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const account = useAccount();
  const { data: session } = useSession();
  const [section, setSection] = useState<Section>("own");
  const isDemo = session?.state === "open" && session.demo;
  const sections = SECTIONS.filter((each) => each === "own" || account?.role === "admin");

  return (
    <div className={styles["screen"]}>
      <h2 className={styles["title"]}>{t("settings.title")}</h2>
      <Tabs
        value={section}
        keepMounted={false}
        className={styles["tabs"] ?? ""}
        onChange={(chosen) => {
          setSection(SECTIONS.find((each) => each === chosen) ?? "own");
        }}
      >
        <Tabs.List>
          {sections.map((each) => (
            <Tabs.Tab key={each} value={each} data-testid={`settings-${each}`}>
              {t(`settings.${each}.title`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="own" className={styles["panel"] ?? ""}>
          {isDemo ? (
            <>
              <p>{t("settings.demo")}</p>
              <LanguageSection />
            </>
          ) : (
            <OwnAccountSection />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="clinic" className={styles["panel"] ?? ""}>
          <ClinicSection isDemo={isDemo} />
        </Tabs.Panel>
        <Tabs.Panel value="accounts" className={styles["panel"] ?? ""}>
          {isDemo ? <p>{t("settings.demo")}</p> : <AccountsSection />}
        </Tabs.Panel>
        <Tabs.Panel value="audit" className={styles["panel"] ?? ""}>
          <AuditSection />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
