import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ModelDetail } from "../../../electron/contract/models";
import { PromoteDialog } from "./PromoteDialog";

/** Makes a version the active one, after a dialog that says what this means. */
export function PromoteButton({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  if (!model.promotion) return null;
  const { kind } = model.promotion;
  const Symbol = kind === "roll-back" ? IconArrowBackUp : IconCircleCheck;
  return (
    <>
      <Button
        variant={kind === "promotion" ? "filled" : "default"}
        leftSection={<Symbol size={16} stroke={1.6} />}
        data-testid="model-promote"
        data-kind={kind}
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {t(`models.promote.${kind}.open`)}
      </Button>
      {isOpen && (
        <PromoteDialog
          model={model}
          way={model.promotion}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      )}
    </>
  );
}
