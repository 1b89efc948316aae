import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PhotoDetail } from "../../../electron/contract/shapes";
import { millimetresOf } from "../../../electron/domain/measure";
import { Choices } from "../../ui/Choices";
import { FailureNotice } from "../../ui/FailureNotice";
import { useShortcuts } from "../../ui/useShortcuts";
import { millimetreText } from "../../words/lengths";
import { usePhotoActions } from "../photo/usePhotoActions";
import styles from "./measure.module.css";
import { inMode, isSameLine, type MeasureMode, type Measuring } from "./measuring";
import { ScaleForm } from "./ScaleForm";

const MODES: readonly MeasureMode[] = ["scale", "length"];

interface MeasureBarProps {
  readonly photo: PhotoDetail;
  readonly measuring: Measuring;
  readonly onChange: (measuring: Measuring) => void;
  readonly onClose: () => void;
}

/** What the line is for, what it measures, and keeping that. */
export function MeasureBar({ photo, measuring, onChange, onClose }: MeasureBarProps) {
  const { t } = useTranslation();
  const { describe } = usePhotoActions(photo.id);
  const { pixelsPerMm } = photo.description;
  useShortcuts({ escape: onClose });
  return (
    <div
      className={styles["bar"]}
      role="group"
      aria-label={t("measure.title")}
      data-testid="measure-bar"
      onKeyDown={(event) => {
        // Also out of the field, where keys of the window do nothing.
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <Choices
        legend={t("measure.title")}
        isLegendHidden
        kind="one"
        options={MODES.map((mode) => ({ value: mode, label: t(`measure.modes.${mode}`) }))}
        chosen={[measuring.mode]}
        onChange={([mode]) => {
          if (mode) onChange(inMode(photo, mode));
        }}
      />
      <div className={styles["group"]}>
        {measuring.mode === "scale" ? (
          <ScaleForm
            line={measuring.line}
            pixelsPerMm={pixelsPerMm}
            busy={describe.isPending}
            onKeep={(scale) => {
              describe.mutate(
                { pixelsPerMm: scale },
                {
                  onSuccess: (saved) => {
                    onChange(inMode(saved, scale === null ? "scale" : "length"));
                  },
                },
              );
            }}
          />
        ) : (
          <LengthTools photo={photo} measuring={measuring} describe={describe} />
        )}
      </div>
      <Tooltip label={`${t("measure.close")} (Esc)`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={t("measure.close")}
          onClick={onClose}
          data-testid="measure-close"
        >
          <IconX size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {describe.error && <FailureNotice error={describe.error} />}
    </div>
  );
}

interface LengthToolsProps {
  readonly photo: PhotoDetail;
  readonly measuring: Measuring;
  readonly describe: ReturnType<typeof usePhotoActions>["describe"];
}

/** How long the line is, and the largest diameter that is kept on the photo. */
function LengthTools({ photo, measuring: { line }, describe }: LengthToolsProps) {
  const { t } = useTranslation();
  const { pixelsPerMm, diameter } = photo.description;
  const millimetres = millimetresOf(line, pixelsPerMm);
  const kept = diameter && millimetresOf(diameter, pixelsPerMm);
  if (millimetres === null) return <p className={styles["hint"]}>{t("measure.noScale")}</p>;
  return (
    <>
      <output className={styles["result"]} aria-live="polite" data-testid="measured-length">
        {millimetreText(millimetres)}
      </output>
      <Button
        size="xs"
        loading={describe.isPending}
        disabled={isSameLine(diameter, line)}
        onClick={() => {
          describe.mutate({ diameter: line });
        }}
        data-testid="diameter-keep"
      >
        {t("measure.keepDiameter")}
      </Button>
      {kept !== null && (
        <>
          <span className={styles["kept"]} data-testid="diameter-kept">
            {t("measure.kept", { length: millimetreText(kept) })}
          </span>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            disabled={describe.isPending}
            onClick={() => {
              describe.mutate({ diameter: null });
            }}
          >
            {t("measure.remove")}
          </Button>
        </>
      )}
    </>
  );
}
