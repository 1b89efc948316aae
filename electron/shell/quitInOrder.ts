/** How long what is under way may take to end by itself, in milliseconds. */
const PATIENCE_MS = 10_000;

/** How long it may take once it was given up. */
const LAST_PATIENCE_MS = 2_000;

/** What of Electron's application is needed. */
export interface QuittingApplication {
  on(event: "before-quit", listener: (event: { preventDefault(): void }) => void): unknown;
  quit(): void;
}

export interface QuitOptions {
  readonly isOpen: () => boolean;
  /** Closes the clinic in good order; must not reject. */
  readonly close: () => Promise<unknown>;
  /** Ends what keeps the clinic from closing. */
  readonly giveUp: () => void;
  readonly patience?: number;
}

/**
 * Lets the application go once the clinic is closed. Work that does not end is given up: an
 * application without a window would keep the next one from starting.
 */
export function quitInOrder(
  application: QuittingApplication,
  { isOpen, close, giveUp, patience = PATIENCE_MS }: QuitOptions,
): void {
  let state: "running" | "closing" | "closed" = "running";

  const closeAndQuit = async (): Promise<void> => {
    const closed = close().then(() => true);
    if (!(await Promise.race([closed, after(patience)]))) {
      giveUp();
      await Promise.race([closed, after(Math.min(patience, LAST_PATIENCE_MS))]);
    }
    state = "closed";
    application.quit();
  };

  application.on("before-quit", (event) => {
    // A window may have refused to close, and somebody may have signed in again.
    if (state === "closed" && !isOpen()) return;
    event.preventDefault();
    if (state === "closing") return;
    state = "closing";
    void closeAndQuit();
  });
}

function after(milliseconds: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(false);
    }, milliseconds);
  });
}
