import type { ComboboxStore } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from "react";

interface Offered {
  /** What is offered, in the order in which it stands there. */
  readonly offered: readonly string[];
  /** False where nothing is taken that nobody pointed at. */
  readonly selectsFirst: boolean;
  /** True while what is offered is not yet what was typed for. */
  readonly isPending: boolean;
}

/**
 * Keeps the first of what was found selected, so that Enter takes it; or what somebody moved on to
 * by the arrow keys, wherever that stands when the list is renewed. While something else is looked
 * for nothing is: an Enter that comes before what it was meant for waits, and takes the first of
 * that.
 *
 * @returns is told of the keys that are pressed in the field
 */
export function useFirstOption(
  combobox: ComboboxStore,
  { offered, selectsFirst, isPending }: Offered,
): (event: KeyboardEvent) => void {
  const takesFirst = useRef(false);
  /** What the store's index counts: it knows options by their places only. */
  const before = useRef(offered);
  const renew = useEffectEvent(() => {
    const chosen = before.current[combobox.getSelectedOptionIndex()];
    before.current = offered;
    combobox.resetSelectedOption();
    if (isPending) return;
    const place = chosen === undefined ? -1 : offered.indexOf(chosen);
    if (place >= 0) combobox.selectOption(place);
    else if (selectsFirst) combobox.selectFirstOption();
    if (takesFirst.current && selectsFirst) combobox.clickSelectedOption();
    takesFirst.current = false;
  });
  const all = offered.join();
  useEffect(() => {
    renew();
  }, [all, selectsFirst, isPending]);

  return ({ key }) => {
    const { dropdownOpened, getSelectedOptionIndex } = combobox;
    takesFirst.current =
      key === "Enter" && isPending && dropdownOpened && getSelectedOptionIndex() < 0;
  };
}
