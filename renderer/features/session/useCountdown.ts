import { useEffect, useState } from "react";

/** Seconds that are left; they run down to 0. */
export function useCountdown(initial: number) {
  const [seconds, setSeconds] = useState(initial);
  useEffect(() => {
    if (seconds <= 0) return undefined;
    const timer = window.setTimeout(() => {
      setSeconds(seconds - 1);
    }, 1000);
    return () => {
      window.clearTimeout(timer);
    };
  }, [seconds]);
  return { seconds, start: setSeconds };
}
