import { useEffect, useEffectEvent } from "react";
import { isDialogOpen } from "./isDialogOpen";

/**
 * Actions by key: `event.key` in lower case, with "ctrl+" before it where Ctrl (or Command)
 * is held and "shift+" where Shift is held with a key that has no upper case.
 */
export type Shortcuts = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Listens in the whole window, except while somebody types, drags a slider or answers a dialog. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const act = useEffectEvent((event: KeyboardEvent) => {
    const action = shortcuts[nameOf(event)];
    if (!action || event.defaultPrevented || isTaken(event)) return;
    event.preventDefault();
    action(event);
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

function isTaken(event: KeyboardEvent): boolean {
  if (isDialogOpen()) return true;
  if (event.ctrlKey || event.metaKey) return false;
  if (!(event.target instanceof Element)) return false;
  return takesText(event.target) || (event.key === "Enter" && takesEnter(event.target));
}

/** What Enter presses or opens is pressed, whatever the key means elsewhere. */
function takesEnter(element: Element): boolean {
  return element.closest('button, a[href], summary, [role="button"]') !== null;
}

/** Switches and pickers take no letters: the keys work on after one was used. */
const NOT_TYPED_INTO = ["checkbox", "radio", "range", "file", "button"];

function takesText(element: Element): boolean {
  if (element instanceof HTMLInputElement) {
    return !element.readOnly && !NOT_TYPED_INTO.includes(element.type);
  }
  return element.closest('textarea, select, [contenteditable="true"], [role="menu"]') !== null;
}
