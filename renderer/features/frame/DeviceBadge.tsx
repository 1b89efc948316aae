import { Tooltip } from "@mantine/core";
import { IconCpu } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { VisionStatus } from "../../../electron/contract/shapes";
import { deviceText } from "../../words/deviceText";
import styles from "./frame.module.css";

/** The processor that analyses the photos. */
export function DeviceBadge({ vision }: { readonly vision: VisionStatus }) {
  const { t } = useTranslation();
  const badge = (
    <span
      className={styles["device"]}
      data-state={vision.state}
      data-testid="device-badge"
      tabIndex={vision.state === "ready" ? 0 : undefined}
    >
      <IconCpu size={16} stroke={1.6} aria-hidden />
      <DeviceName vision={vision} />
    </span>
  );
  if (vision.state !== "ready") return badge;
  return (
    <Tooltip
      label={t("frame.device.explain", { version: vision.model.version })}
      events={{ hover: true, focus: true, touch: true }}
    >
      {badge}
    </Tooltip>
  );
}

function DeviceName({ vision }: { readonly vision: VisionStatus }) {
  const { t } = useTranslation();
  if (vision.state !== "ready") return t(`frame.device.${vision.state}`);
  return deviceText(vision.device);
}
