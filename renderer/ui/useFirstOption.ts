import type { ComboboxStore } from "@mantine/core";
import { useEffect, useRef, type KeyboardEvent } from "react";

interface Offered {
  /** What is offered, in order; null where nothing is taken that nobody pointed at. */
  readonly offered: readonly string[] | null;
  /** True while what is offered is not yet what was typed for. */
  readonly isPending: boolean;
}

/**
 * Keeps the first of what was found selected, so that Enter takes it. While something else is
 * looked for nothing is: an Enter that comes before what it was meant for waits, and takes the
 * first of that.
 *
 * @returns is told of the keys that are pressed in the field
 */
export function useFirstOption(
  combobox: ComboboxStore,
  { offered, isPending }: Offered,
): (event: KeyboardEvent) => void {
  const takesFirst = useRef(false);
  const all = offered?.join() ?? null;
  const { selectFirstOption, clickSelectedOption, resetSelectedOption } = combobox;
  useEffect(() => {
    resetSelectedOption();
    if (isPending) return;
    if (all !== null) {
      selectFirstOption();
      if (takesFirst.current) clickSelectedOption();
    }
    takesFirst.current = false;
  }, [all, isPending, selectFirstOption, clickSelectedOption, resetSelectedOption]);

  return ({ key }) => {
    const { dropdownOpened, getSelectedOptionIndex } = combobox;
    takesFirst.current =
      key === "Enter" && isPending && dropdownOpened && getSelectedOptionIndex() < 0;
  };
}
