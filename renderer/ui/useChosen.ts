import { useState } from "react";

/**
 * What was chosen last while it is being kept, else what is kept; and how to say what is chosen,
 * together with asking that it be kept. A mutation tells that it has begun by a timer, whose turn
 * comes after keys that wait: what is chosen here is shown before the next key is heard.
 */
export function useChosen<Value>(
  kept: Value,
  isPending: boolean,
): readonly [Value, (value: Value) => void] {
  const [choice, setChoice] = useState<{ readonly value: Value } | null>(null);
  const choose = (value: Value): void => {
    setChoice({ value });
  };
  return [choice && isPending ? choice.value : kept, choose];
}
