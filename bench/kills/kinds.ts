import type { KillKind } from "./killKind";

export const KIND_NAMES = [
  "saving",
  "migrating",
  "backing up",
  "restoring",
  "re-keying",
  "training",
] as const;
export type KindName = (typeof KIND_NAMES)[number];

/**
 * Loaded one at a time: each round starts a process, which need not load TensorFlow to change a
 * password.
 */
const LOAD: Readonly<Record<KindName, () => Promise<unknown>>> = {
  saving: async () => (await import("./saving")).saving,
  migrating: async () => (await import("./migrating")).migrating,
  "backing up": async () => (await import("./backingUp")).backingUp,
  restoring: async () => (await import("./restoring")).restoring,
  "re-keying": async () => (await import("./rekeying")).rekeying,
  training: async () => (await import("./training")).training,
};

/** What a kind tells, only the kind itself reads. @throws Error where there is no such kind */
export async function loadKind(name: string | undefined): Promise<KillKind> {
  const known = KIND_NAMES.find((each) => each === name);
  if (!known) throw new Error(`no such kind: ${String(name)}`);
  return (await LOAD[known]()) as KillKind;
}
