import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./photo.module.css";
import type { Zoom } from "./useZoom";

export function ZoomButtons({ zoom }: { readonly zoom: Zoom }) {
  const { t } = useTranslation();
  return (
    <div className={styles["zoom"]} role="group" aria-label={t("photo.zoomLevel")}>
      <ZoomButton label={t("photo.zoomOut")} hint="−" onClick={zoom.zoomOut}>
        <IconMinus size={18} stroke={1.6} />
      </ZoomButton>
      <ZoomButton label={t("photo.fit")} hint="F" onClick={zoom.fit}>
        <IconArrowsMaximize size={18} stroke={1.6} />
      </ZoomButton>
      <ZoomButton label={t("photo.zoomIn")} hint="+" onClick={zoom.zoomIn}>
        <IconPlus size={18} stroke={1.6} />
      </ZoomButton>
    </div>
  );
}

interface ZoomButtonProps {
  readonly label: string;
  /** The key that does the same. */
  readonly hint: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function ZoomButton({ label, hint, onClick, children }: ZoomButtonProps) {
  return (
    <Tooltip label={`${label} (${hint})`}>
      <ActionIcon variant="default" size={36} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
