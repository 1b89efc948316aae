import { Popover } from "@mantine/core";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type en from "../../resources/locales/en.json";
import styles from "./term.module.css";

/** What the window can explain. */
export type TermName = keyof typeof en.terms;

/** A pointer that only passes by opens nothing; one that leaves has time to reach what opened. */
const OPEN_MS = 350;
const CLOSE_MS = 200;

/** Told in the document as one opens; the one before gives way. */
const OPENS = "lentigo-term-opens";

interface TermProps {
  readonly name: TermName;
  /** The words that are explained, as they stand in the sentence or the table. */
  readonly children: ReactNode;
}

/** A term of medicine or statistics; pointing at it, focus or a click explains it, Escape closes. */
export function Term({ name, children }: TermProps) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const timer = useRef<number>(undefined);

  const turn = (next: boolean, after = 0): void => {
    clearTimeout(timer.current);
    if (after === 0) setOpened(next);
    else timer.current = window.setTimeout(setOpened, after, next);
  };
  const leave = (): void => {
    turn(false, CLOSE_MS);
  };

  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  useEffect(() => {
    if (!opened) return;
    // In the capturing phase, so that nothing behind it closes with it.
    const dismiss = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      setOpened(false);
    };
    const giveWay = (): void => {
      setOpened(false);
    };
    document.dispatchEvent(new Event(OPENS));
    document.addEventListener(OPENS, giveWay);
    window.addEventListener("keydown", dismiss, true);
    return () => {
      document.removeEventListener(OPENS, giveWay);
      window.removeEventListener("keydown", dismiss, true);
    };
  }, [opened]);

  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      offset={6}
      width={320}
      withRoles={false}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles["term"]}
          aria-describedby={opened ? id : undefined}
          // Mantine's dialogs stay open while it is.
          data-mantine-stop-propagation={opened || undefined}
          data-testid={`term-${name}`}
          onPointerEnter={({ pointerType }) => {
            if (pointerType === "mouse") turn(true, OPEN_MS);
          }}
          onPointerLeave={leave}
          onFocus={({ currentTarget }) => {
            if (currentTarget.matches(":focus-visible")) turn(true);
          }}
          onBlur={() => {
            turn(false);
          }}
          onClick={() => {
            turn(true);
          }}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown
        id={id}
        role="tooltip"
        className={styles["card"] ?? ""}
        data-testid="term-text"
        onPointerEnter={() => {
          turn(true);
        }}
        onPointerLeave={leave}
      >
        <p className={styles["name"]}>{t(`terms.${name}.name`)}</p>
        <p className={styles["text"]}>{t(`terms.${name}.text`)}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
