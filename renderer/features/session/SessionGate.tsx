import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useSession } from "../../api/useSession";
import { FailureNotice } from "../../ui/FailureNotice";
import { FirstRun } from "./FirstRun";
import { LockScreen } from "./LockScreen";
import { RecoveryKeySheet } from "./RecoveryKeySheet";
import { useActivity } from "./useActivity";
import styles from "./session.module.css";

/**
 * Shows the clinic only to whoever is signed in. While it is locked the screens stay, hidden and
 * out of reach, so that drafts are there when the same person comes back; for anybody else they
 * are made anew.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const [owner, setOwner] = useState<string | null>(null);
  const [newKey, setNewKey] = useState<string | null>(null);
  const [founding, setFounding] = useState(false);
  const state = session.data;
  if (state?.state === "open" && state.account.id !== owner) setOwner(state.account.id);
  useActivity(state?.state === "open");

  if (session.isLoadingError) {
    return <FailureNotice error={session.error} onRetry={() => void session.refetch()} />;
  }
  if (!state) return null;
  // A locked clinic leaves its key to nobody who comes by; the founder finds it again.
  if (newKey !== null && state.state !== "locked") {
    return (
      <RecoveryKeySheet
        recoveryKey={newKey}
        onStored={() => {
          setNewKey(null);
          setFounding(false);
        }}
      />
    );
  }
  // The key is shown before anything else, though the clinic is open by then.
  if (state.state === "new" || (founding && newKey === null)) {
    return (
      <FirstRun
        hasRecords={state.state === "new" && state.hasRecords}
        onFounding={setFounding}
        onFounded={setNewKey}
      />
    );
  }
  const isLocked = state.state === "locked";
  return (
    <>
      {owner !== null && (
        <Workplace key={owner} isLocked={isLocked}>
          {children}
        </Workplace>
      )}
      {isLocked && <LockScreen session={state} />}
    </>
  );
}

interface WorkplaceProps {
  readonly isLocked: boolean;
  readonly children: ReactNode;
}

/** The screens of one person. Whoever comes back finds the cursor where it was. */
function Workplace({ isLocked, children }: WorkplaceProps) {
  const left = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (isLocked) left.current = document.activeElement;
    else if (left.current instanceof HTMLElement) left.current.focus();
  }, [isLocked]);
  return (
    <div className={styles["workplace"]} hidden={isLocked} inert={isLocked}>
      {children}
    </div>
  );
}
