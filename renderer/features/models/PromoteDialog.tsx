import { Button, Group, Textarea, TextInput } from "@mantine/core";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ModelDetail } from "../../../electron/contract/models";
import type { PromotionWay } from "../../../electron/domain/promotion";
import { Dialog } from "../../ui/Dialog";
import { FailureNotice } from "../../ui/FailureNotice";
import { showNotice } from "../../ui/showNotice";
import { GateReasons } from "./GateReasons";
import styles from "./models.module.css";
import { useModelChange, useModels } from "./useModels";

/** As the request accepts it. */
const LEAST_LETTERS = 10;
const MOST_LETTERS = 2000;

interface PromoteDialogProps {
  readonly model: ModelDetail;
  readonly way: PromotionWay;
  readonly onClose: () => void;
}

/** Says what changes and what stays; against the gate it asks for a reason and the name. */
export function PromoteDialog({ model, way, onClose }: PromoteDialogProps) {
  const { t } = useTranslation();
  const { kind, because } = way;
  const { version } = model;
  const { data: models } = useModels();
  const active = models?.find(({ state }) => state === "active")?.version ?? "";
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [isTried, setIsTried] = useState(false);
  const promote = useModelChange("models.promote", () => {
    onClose();
    showNotice(t(`models.promote.${kind}.done`, { version }));
  });
  const isOverride = kind === "override";
  const isReasoned = reason.trim().length >= LEAST_LETTERS;
  const isNamed = typed.trim() === version;

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setIsTried(true);
    if (promote.isPending || (isOverride && !(isReasoned && isNamed))) return;
    promote.mutate({ version, overrideReason: isOverride ? reason.trim() : null });
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      busy={promote.isPending}
      // What was typed is not lost to a click beside the dialog.
      closeOnClickOutside={!isOverride}
      title={t(`models.promote.${kind}.title`, { version })}
      size={560}
    >
      <form onSubmit={submit} className={styles["dialog"]} noValidate data-testid="promote-form">
        <p>{t(`models.promote.${kind}.text`, { version, active })}</p>
        {because === "refused" && model.comparison && (
          <GateReasons comparison={model.comparison} />
        )}
        {(because === "not-compared" || because === "compared-with-other") && (
          <p>{t(`models.gate.${because}`, { active })}</p>
        )}
        <ul className={styles["meaning"]}>
          <li>{t("models.promote.newPhotos", { version })}</li>
          <li>{t("models.promote.oldAnalyses")}</li>
          <li>{t("models.promote.audited")}</li>
        </ul>
        {isOverride && (
          <>
            <Textarea
              label={t("models.promote.reason")}
              description={t("models.promote.reasonHint", { count: LEAST_LETTERS })}
              autosize
              minRows={2}
              maxRows={6}
              maxLength={MOST_LETTERS}
              value={reason}
              error={isTried && !isReasoned && t("models.promote.reasonMissing", { count: LEAST_LETTERS })}
              data-testid="promote-reason"
              onChange={({ currentTarget }) => {
                setReason(currentTarget.value);
              }}
            />
            <TextInput
              label={t("models.promote.typeName", { version })}
              autoComplete="off"
              maxLength={64}
              value={typed}
              error={isTried && !isNamed && t("models.promote.nameWrong")}
              data-testid="promote-typed"
              onChange={({ currentTarget }) => {
                setTyped(currentTarget.value);
              }}
            />
          </>
        )}
        {promote.error && <FailureNotice error={promote.error} />}
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            disabled={promote.isPending}
            onClick={onClose}
            data-autofocus={isOverride || undefined}
          >
            {t("common.cancel")}
          </Button>
          <Button
            type="submit"
            {...(isOverride && { color: "red" })}
            loading={promote.isPending}
            data-testid="promote-confirm"
          >
            {t(`models.promote.${kind}.confirm`)}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
