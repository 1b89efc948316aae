import { Button, Kbd } from "@mantine/core";
import { IconNotes } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useStatus } from "../../api/useStatus";
import { Dialog } from "../../ui/Dialog";
import { keyText } from "../../words/keyNames";
import styles from "./frame.module.css";

const GROUPS = [
  {
    title: "groupQueue",
    rows: [
      { keys: ["↑", "↓"], does: "move" },
      { keys: ["Enter"], does: "confirm" },
      { keys: ["1", "–", "7"], does: "correct" },
      { keys: ["0"], does: "cannotSay" },
      { keys: ["U"], does: "undo" },
      { keys: ["P"], does: "patient" },
      { keys: ["Delete"], does: "delete" },
    ],
  },
  {
    title: "groupPhoto",
    rows: [
      { keys: ["H"], does: "heat" },
      { keys: ["+", "−"], does: "zoom" },
      { keys: ["Shift ←↑→↓"], does: "pan" },
      { keys: ["F"], does: "fit" },
      { keys: ["M"], does: "measure" },
    ],
  },
  {
    title: "groupLesion",
    rows: [
      { keys: ["←", "→"], does: "otherPhoto" },
      { keys: ["X"], does: "otherSide" },
    ],
  },
  {
    title: "groupReport",
    rows: [
      { keys: ["F"], does: "fitReport" },
      { keys: ["Ctrl S"], does: "saveReport" },
      { keys: ["Ctrl P"], does: "printReport" },
    ],
  },
  { title: "groupModels", rows: [{ keys: ["↑", "↓"], does: "otherVersion" }] },
  {
    title: "groupEverywhere",
    rows: [
      { keys: ["Ctrl K"], does: "find" },
      { keys: ["Ctrl O"], does: "add" },
      { keys: ["/"], does: "search" },
      { keys: ["R"], does: "report" },
      { keys: ["Ctrl L"], does: "lock" },
      { keys: ["?"], does: "help" },
    ],
  },
] as const;

interface KeysDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onQuickStart: () => void;
}

/** Every key, the way to the page for whoever is new, and which program this is. */
export function KeysDialog({ opened, onClose, onQuickStart }: KeysDialogProps) {
  const { t } = useTranslation();
  const { data: status } = useStatus();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("frame.keys.title")} size={880}>
      <p className={styles["newHere"]}>
        {t("frame.quickStart.offer")}
        <Button
          variant="default"
          leftSection={<IconNotes size={18} stroke={1.6} />}
          onClick={onQuickStart}
          data-testid="quick-start-open"
        >
          {t("frame.quickStart.title")}
        </Button>
      </p>
      <div className={styles["keyGroups"]}>
        {GROUPS.map(({ title, rows }) => (
          <section key={title} className={styles["keyGroup"]}>
            <h3>{t(`frame.keys.${title}`)}</h3>
            <dl>
              {rows.map(({ keys, does }) => (
                <div key={does}>
                  <dt>{t(`frame.keys.${does}`)}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key}>{keyText(key)}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      {status && (
        <p className={styles["programVersion"]} data-testid="program-version">
          Lentigo {status.version}
        </p>
      )}
    </Dialog>
  );
}
