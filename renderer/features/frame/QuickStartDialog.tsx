import { Button, Group } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import german from "../../../docs/QUICK_START.de.md?raw";
import english from "../../../docs/QUICK_START.md?raw";
import type { Language } from "../../../electron/domain/language";
import { Dialog } from "../../ui/Dialog";
import { Markdown } from "../../ui/markdown/Markdown";
import { useLanguage } from "../../words/language";
import styles from "./quickStart.module.css";

const TEXTS = { en: english, de: german } as const satisfies Record<Language, string>;

/** What a first day needs, on one page; printed, it is that page alone. */
export function QuickStartDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const text = TEXTS[useLanguage()];
  return (
    <Dialog opened onClose={onClose} title={t("frame.quickStart.title")} size={800}>
      <div className={styles["screen"]} data-testid="quick-start">
        <Markdown text={text} below={2} />
      </div>
      <Group justify="flex-end" className={styles["actions"] ?? ""}>
        <Button
          leftSection={<IconPrinter size={18} stroke={1.6} />}
          onClick={() => {
            window.print();
          }}
          data-testid="quick-start-print"
        >
          {t("frame.quickStart.print")}
        </Button>
      </Group>
      {createPortal(
        <div className={styles["paper"]} data-paper aria-hidden>
          <Markdown text={text} below={1} />
        </div>,
        document.body,
      )}
    </Dialog>
  );
}
