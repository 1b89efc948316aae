/** True while a dialog holds the window: what lies behind it must not move. */
export function isDialogOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}
