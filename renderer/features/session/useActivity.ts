import { useEffect } from "react";
import { call } from "../../api/client";

/** Main is told at most this often that somebody is there. */
const PAUSE_MS = 10_000;

const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** Tells main that somebody uses a key or the pointer, so that the clinic stays open. */
export function useActivity(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    let told = 0;
    const tell = (): void => {
      if (Date.now() - told < PAUSE_MS) return;
      told = Date.now();
      void call("session.touch", {});
    };
    for (const sign of SIGNS) window.addEventListener(sign, tell, { passive: true, capture: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, tell, { capture: true });
    };
  }, [isOpen]);
}
