/**
 * Puts the focus on the section around `control`, which is about to leave with its row: the
 * keyboard would begin at the top of the window. Whoever has gone elsewhere meanwhile stays there.
 */
export function handFocusOver(control: Element): void {
  const { activeElement, body } = document;
  const isHere = activeElement === body || activeElement === control;
  if (isHere) control.closest("section")?.focus();
}
