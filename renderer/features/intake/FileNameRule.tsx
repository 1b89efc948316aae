import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRole } from "../../api/useRole";
import { FileNameRuleDialog } from "./FileNameRuleDialog";

interface FileNameRuleProps {
  /** What it looks like: a link below other text, or a button of its own section. */
  readonly look: "link" | "button";
}

/** Opens the rule by which patients are found in file names; for administrators only. */
export function FileNameRule({ look }: FileNameRuleProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (useRole() !== "admin") return null;
  return (
    <>
      <Button
        {...(look === "link"
          ? { variant: "subtle", size: "compact-sm", ml: -8 }
          : { variant: "default", style: { alignSelf: "flex-start" } })}
        onClick={() => {
          setOpened(true);
        }}
        data-testid="file-name-rule"
      >
        {t(look === "link" ? "fileNameRule.open" : "fileNameRule.change")}
      </Button>
      {opened && (
        <FileNameRuleDialog
          onClose={() => {
            setOpened(false);
          }}
        />
      )}
    </>
  );
}
