/** A kind of work that is killed again and again: what it does, and what must hold afterwards. */
export interface KillKind<Word = unknown> {
  readonly name: string;
  /** How many words and then how many milliseconds after it is ready it may be killed, at most. */
  readonly moment: { readonly words: number; readonly ms: number };
  /** Makes what the first round begins with. */
  readonly prepare: (folder: string, seed: number) => Promise<void>;
  /** Sets out another round, where one does not simply go on from the last. */
  readonly begin?: (folder: string, round: number) => Promise<void> | void;
  /**
   * In a process of its own, until that is killed; it may also come to its end.
   *
   * @param ready told once, when what may be killed begins
   * @param tell a record is acknowledged: the call that keeps it has returned
   */
  readonly work: (given: {
    readonly folder: string;
    readonly seed: number;
    readonly ready: () => void;
    readonly tell: (word: Word) => void;
  }) => Promise<void>;
  /**
   * What must hold after a kill; it also sets right what the next start would.
   *
   * @param told all that was acknowledged in this round
   * @param round counted from 0
   * @throws Error that says what was lost
   */
  readonly check: (folder: string, told: readonly Word[], round: number) => Promise<Found>;
}

/** What a check found; numbers that add up over the rounds, for the table. */
export interface Found {
  /** Records that had been acknowledged and are there. */
  readonly kept: number;
  /** What the kill left behind and the next start put away. */
  readonly leftOver: number;
}

/** Fails the check of a kind. */
export function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Error(`not kept: ${promise}`);
}
