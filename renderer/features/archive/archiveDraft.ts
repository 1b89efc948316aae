import {
  archiveUrl,
  type ArchiveSettings,
  type NewArchiveSettings,
} from "../../../electron/contract/archive";

/** The form as it is typed. */
export interface ArchiveDraft {
  readonly url: string;
  readonly user: string;
  /** Null: the one that is kept. */
  readonly password: string | null;
  readonly afterConfirmation: boolean;
}

export function draftOf({
  url,
  user,
  hasPassword,
  afterConfirmation,
}: ArchiveSettings): ArchiveDraft {
  return { url: url ?? "", user, password: hasPassword ? null : "", afterConfirmation };
}

/** Where the draft would send to; null for an address that is none. */
export function accessOf({ url, user, password }: ArchiveDraft): NewArchiveSettings["access"] {
  return archiveUrl(url.trim()) === null ? null : { url: url.trim(), user, password };
}

/** Whether everybody on the network could read along. */
export function isOpenToAll({ url }: ArchiveDraft): boolean {
  return (
    accessOf({ url, user: "", password: "", afterConfirmation: false }) !== null &&
    url.trim().toLowerCase().startsWith("http:")
  );
}

/** A password is kept for one address and one name: where either changes, it is typed anew. */
export function withAccess(
  saved: ArchiveSettings,
  draft: ArchiveDraft,
  change: Partial<Pick<ArchiveDraft, "url" | "user">>,
): ArchiveDraft {
  const next = { ...draft, ...change };
  const isKnown = next.url.trim() === saved.url && next.user === saved.user && saved.hasPassword;
  if (draft.password === null && !isKnown) return { ...next, password: "" };
  if (draft.password === "" && isKnown) return { ...next, password: null };
  return next;
}
