import i18next from "i18next";
import {
  createContext,
  use,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";
import type { LesionId, PatientId } from "../../../electron/contract/shapes";
import { useAccount } from "../../api/useSession";
import { showNotice } from "../../ui/showNotice";
import { failureLine } from "../../words/failureWords";
import { createIntakeQueue, type IntakeQueue, type IntakeState } from "./intakeQueue";
import { createTakeIn } from "./takeIn";

export interface Intake {
  readonly queue: IntakeQueue;
  /** @param unread names of what came with them and could not be opened */
  readonly add: (
    files: readonly File[],
    patientId: PatientId | null,
    unread?: readonly string[],
  ) => void;
  /** Takes in what a camera of this computer took. */
  readonly addTaken: (photo: TakenPhoto, shows: Shown) => void;
  /** Opens the system's file dialog. */
  readonly choose: (patientId: PatientId | null) => void;
}

export interface TakenPhoto {
  readonly name: string;
  readonly blob: Blob;
  /** ISO 8601. */
  readonly takenAt: string;
}

/** Whose photo it is, and of which lesion; null: not said. */
export interface Shown {
  readonly patientId: PatientId | null;
  readonly lesionId: LesionId | null;
}

const IntakeContext = createContext<Intake | null>(null);

/** Keeps the queues of photos on their way in for as long as the window lives. */
export function IntakeProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const queue = useOwnQueue();
  const input = useRef<HTMLInputElement>(null);
  const chosenFor = useRef<PatientId | null>(null);

  const add: Intake["add"] = (files, patientId, unread = []) => {
    queue.add([
      ...files.map((file) => ({
        name: file.name,
        size: file.size,
        patientId,
        read: async () => new Uint8Array(await file.arrayBuffer()),
      })),
      // They are refused in their turn, and listed with the others.
      ...unread.map((name) => ({
        name,
        size: 0,
        patientId,
        read: () => Promise.reject(new Error("not opened")),
      })),
    ]);
  };
  const addTaken: Intake["addTaken"] = ({ name, blob, takenAt }, shows) => {
    const read = async () => new Uint8Array(await blob.arrayBuffer());
    queue.add([{ ...shows, name, size: blob.size, takenAt, read }]);
  };
  const choose: Intake["choose"] = (patientId) => {
    chosenFor.current = patientId;
    input.current?.click();
  };

  return (
    <IntakeContext value={{ queue, add, addTaken, choose }}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*,application/dicom,.dcm"
        aria-label={t("intake.fileInput")}
        data-testid="intake-input"
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])], chosenFor.current);
          chosenFor.current = null;
          // The same files may be chosen again.
          currentTarget.value = "";
        }}
      />
    </IntakeContext>
  );
}

export function useIntake(): Intake {
  const intake = use(IntakeContext);
  if (!intake) throw new Error("useIntake outside IntakeProvider");
  return intake;
}

/** Progress and results of the present batch. */
export function useIntakeState(): IntakeState {
  const { queue } = useIntake();
  return useSyncExternalStore(queue.subscribe, queue.state);
}

/**
 * The queue of whoever is signed in, or was last. Everybody has one of their own: what waits while
 * the clinic is locked goes on for the same person only, and never into another clinic.
 */
function useOwnQueue(): IntakeQueue {
  const account = useAccount();
  const [queues, setQueues] = useState(() => ({
    owner: "",
    own: createSendingQueue(),
    all: new Map<string, IntakeQueue>(),
  }));
  if (account && account.id !== queues.owner) {
    const own = queues.all.get(account.id) ?? createSendingQueue();
    setQueues({ owner: account.id, own, all: new Map([...queues.all, [account.id, own]]) });
  }
  const { owner, own } = queues;
  const isOpen = account?.id === owner;
  useEffect(() => {
    if (!isOpen) return undefined;
    own.resume();
    return own.hold;
  }, [isOpen, own]);
  return own;
}

function createSendingQueue(): IntakeQueue {
  return createIntakeQueue(
    createTakeIn((name, failure) => {
      showNotice(`${i18next.t("intake.unassigned", { name })} ${failureLine(failure)}`);
    }),
  );
}
