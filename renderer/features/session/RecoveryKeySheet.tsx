import { Button, Group, TextInput } from "@mantine/core";
import { IconCopy, IconPrinter } from "@tabler/icons-react";
import { useState, type SubmitEvent } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../../ui/copyText";
import { Doorway } from "./Doorway";
import styles from "./session.module.css";

interface RecoveryKeySheetProps {
  readonly recoveryKey: string;
  readonly onStored: () => void;
}

/** Shows the recovery key, once; two of its groups are asked back before one goes on. */
export function RecoveryKeySheet({ recoveryKey, onStored }: RecoveryKeySheetProps) {
  const { t } = useTranslation();
  const groups = recoveryKey.split("-");
  const [asked] = useState(() => twoOf(groups.length));
  const [typed, setTyped] = useState<readonly string[]>(["", ""]);
  const [tried, setTried] = useState(false);
  const isRight = (place: number): boolean =>
    typed[place]?.trim().toUpperCase() === groups[asked[place] ?? -1];

  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (asked.every((_, place) => isRight(place))) onStored();
  };

  return (
    <Doorway title={t("session.recovery.title")} text={t("session.recovery.text")}>
      <ol className={styles["groups"]} data-testid="recovery-key" data-selectable>
        {groups.map((group, index) => (
          <li key={index}>
            <span className={styles["place"]}>{index + 1}</span>
            <code>{group}</code>
          </li>
        ))}
      </ol>
      <Group gap={8} className={styles["keyActions"] ?? ""}>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} stroke={1.6} />}
          onClick={() => {
            window.print();
          }}
        >
          {t("session.recovery.print")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconCopy size={18} stroke={1.6} />}
          onClick={() => {
            copyText(recoveryKey);
          }}
        >
          {t("session.recovery.copy")}
        </Button>
      </Group>
      <form className={styles["form"]} onSubmit={submit} noValidate data-testid="recovery-check">
        <p className={styles["text"]}>{t("session.recovery.check")}</p>
        <div className={styles["pair"]}>
          {asked.map((group, place) => (
            <TextInput
              key={group}
              label={t("session.recovery.group", { place: group + 1 })}
              maxLength={4}
              autoComplete="off"
              value={typed[place] ?? ""}
              error={tried && !isRight(place) && t("session.recovery.wrong")}
              data-testid={`recovery-group-${String(place)}`}
              data-group={group}
              onChange={({ currentTarget: { value } }) => {
                setTyped(typed.map((text, index) => (index === place ? value : text)));
              }}
            />
          ))}
        </div>
        <Button type="submit" size="md" data-testid="recovery-stored">
          {t("session.recovery.done")}
        </Button>
      </form>
    </Doorway>
  );
}

/** Two different places, in order. */
function twoOf(count: number): readonly number[] {
  const first = Math.floor(Math.random() * count);
  const second = (first + 1 + Math.floor(Math.random() * (count - 1))) % count;
  return [Math.min(first, second), Math.max(first, second)];
}
