import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useRole } from "../../api/useRole";
import { FileNameRuleDialog } from "./FileNameRuleDialog";

/** Opens the rule by which patients are found in file names; for administrators only. */
export function FileNameRule() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  if (useRole() !== "admin") return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        ml={-8}
        onClick={() => {
          setOpened(true);
        }}
        data-testid="file-name-rule"
      >
        {t("fileNameRule.open")}
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
