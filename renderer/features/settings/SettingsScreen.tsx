import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useAccount, useSession } from "../../api/useSession";
import { ResearchSection } from "../exports/ResearchSection";
import { SETTINGS_SECTIONS, useNavigation } from "../frame/navigation";
import { BackupsSection } from "../backups/BackupsSection";
import { ArchiveSection } from "../archive/ArchiveSection";
import { AccountsSection } from "./AccountsSection";
import { AuditSection } from "./AuditSection";
import { ClinicSection } from "./ClinicSection";
import { LanguageSection } from "./LanguageSection";
import { OwnAccountSection } from "./OwnAccountSection";
import styles from "./settings.module.css";

/** The own account and what is on its way to the archive; for administrators also the clinic, its people and the audit log. */
export function SettingsScreen() {
  const { t } = useTranslation();
  const account = useAccount();
  const { data: session } = useSession();
  const { place, go } = useNavigation();
  const isDemo = session?.state === "open" && session.demo;
  const sections = SETTINGS_SECTIONS.filter(
    (each) => each === "own" || each === "archive" || account?.role === "admin",
  );
  const section = sections.find((each) => place.room === "settings" && each === place.section);

  return (
    <div className={styles["screen"]}>
      <h2 className={styles["title"]}>{t("settings.title")}</h2>
      <Tabs
        value={section ?? "own"}
        keepMounted={false}
        className={styles["tabs"] ?? ""}
        onChange={(chosen) => {
          const next = sections.find((each) => each === chosen);
          if (next) go({ room: "settings", section: next });
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
        <Tabs.Panel value="backups" className={styles["panel"] ?? ""}>
          {isDemo ? <p>{t("settings.demo")}</p> : <BackupsSection />}
        </Tabs.Panel>
        <Tabs.Panel value="research" className={styles["panel"] ?? ""}>
          <ResearchSection />
        </Tabs.Panel>
        <Tabs.Panel value="archive" className={styles["panel"] ?? ""}>
          <ArchiveSection />
        </Tabs.Panel>
        <Tabs.Panel value="audit" className={styles["panel"] ?? ""}>
          <AuditSection />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
