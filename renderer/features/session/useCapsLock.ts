import { useState, type KeyboardEvent } from "react";

/** Whether Caps Lock is on, as of the last key that was pressed in the field. */
export function useCapsLock() {
  const [isOn, setIsOn] = useState(false);
  return {
    isOn,
    look: (event: KeyboardEvent): void => {
      setIsOn(event.getModifierState("CapsLock"));
    },
  };
}
