import { useEffect, useEffectEvent } from "react";

/**
 * Actions by key: `event.key` in lower case, with "ctrl+" before it where Ctrl (or Command)
 * is held and "shift+" where Shift is held with a key that has no upper case.
 */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Listens in the whole window, except while somebody types, drags a slider or answers a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const action = shortcuts[nameOf(event)];
    if (!action || event.defaultPrevented || isTaken(event)) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      act(event);
    };
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
    };
  }, []);
}

function nameOf(event: KeyboardEvent): string {
  const ctrl = event.ctrlKey || event.metaKey ? "ctrl+" : "";
  const alt = event.altKey ? "alt+" : "";
  const shift = event.shiftKey && event.key.length > 1 ? "shift+" : "";
  return `${ctrl}${alt}${shift}${event.key.toLowerCase()}`;
}

const TAKING_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="menu"]';

function isTaken(event: KeyboardEvent): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true;
  if (event.ctrlKey || event.metaKey) return false;
  return event.target instanceof Element && event.target.closest(TAKING_KEYS) !== null;
}
