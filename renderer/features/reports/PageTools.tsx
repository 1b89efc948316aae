import { ActionIcon, Tooltip } from "@mantine/core";
import {
  IconArrowAutofitHeight,
  IconArrowAutofitWidth,
  IconMinus,
  IconPlus,
  type Icon,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { percent } from "../../../electron/domain/percent";
import styles from "./reports.module.css";
import type { Pages } from "./usePages";

interface PageToolsProps {
  readonly pages: Pages;
  /** The pages, or others, are on their way. */
  readonly isSetting: boolean;
}

/** Which page is looked at, and how large. */
export function PageTools({ pages, isSetting }: PageToolsProps) {
  const { t } = useTranslation();
  const { zoom, scale, page, count } = pages;
  return (
    <div className={styles["tools"]}>
      <span data-testid="report-page-count">
        {count > 0 && !isSetting && t("reports.pageOf", { page, total: count })}
        <span role="status">{isSetting && t("reports.setting")}</span>
      </span>
      <div className={styles["zoom"]} role="group" aria-label={t("photo.zoomLevel")}>
        <Tool icon={IconMinus} label={t("photo.zoomOut")} hint="−" onClick={pages.zoomOut} />
        <span className={styles["scale"]}>{count > 0 && percent(scale)}</span>
        <Tool icon={IconPlus} label={t("photo.zoomIn")} hint="+" onClick={pages.zoomIn} />
        <Tool
          icon={IconArrowAutofitWidth}
          label={t("reports.fitWidth")}
          hint="F"
          pressed={zoom === "width"}
          onClick={() => {
            pages.fit("width");
          }}
        />
        <Tool
          icon={IconArrowAutofitHeight}
          label={t("reports.fitPage")}
          hint="F"
          pressed={zoom === "page"}
          onClick={() => {
            pages.fit("page");
          }}
        />
      </div>
    </div>
  );
}

interface ToolProps {
  readonly icon: Icon;
  readonly label: string;
  /** The key that does the same. */
  readonly hint: string;
  /** Where it is one of several states. */
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function Tool({ icon: Symbol, label, hint, pressed, onClick }: ToolProps) {
  return (
    <Tooltip label={`${label} (${hint})`}>
      <ActionIcon
        variant={pressed === true ? "light" : "subtle"}
        color={pressed === true ? "petrol" : "gray"}
        size={32}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
      >
        <Symbol size={18} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}
