import { Button, FileButton, Input } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./session.module.css";
import { logoFrom } from "./logoFrom";

interface LogoFieldProps {
  /** A PNG as a data URL; null: none. */
  readonly logo: string | null;
  readonly onChange: (logo: string | null) => void;
}

/** The clinic's mark for letterheads. */
export function LogoField({ logo, onChange }: LogoFieldProps) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const take = async (file: File | null): Promise<void> => {
    if (!file) return;
    const taken = await logoFrom(file);
    setFailed(taken === null);
    if (taken !== null) onChange(taken);
  };

  return (
    <Input.Wrapper
      label={t("session.logo")}
      labelElement="div"
      error={failed && t("session.logoFailed")}
    >
      <div className={styles["logoLine"]}>
        {logo !== null && (
          <img src={logo} alt={t("session.logo")} className={styles["logo"]} data-testid="logo" />
        )}
        <FileButton accept="image/*" onChange={(file) => void take(file)}>
          {(props) => (
            <Button variant="default" {...props}>
              {t(logo === null ? "session.logoChoose" : "session.logoChange")}
            </Button>
          )}
        </FileButton>
        {logo === null && <span className={styles["text"]}>{t("session.logoHint")}</span>}
        {logo !== null && (
          <Button
            variant="subtle"
            onClick={() => {
              onChange(null);
            }}
          >
            {t("session.logoRemove")}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
