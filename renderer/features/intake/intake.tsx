import { createContext, use, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { PatientId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { exifTime } from "./exifTime";
import { createIntakeQueue, type IntakeQueue, type IntakeState } from "./intakeQueue";

interface Intake {
  readonly queue: IntakeQueue;
  readonly add: (files: readonly File[], patientId: PatientId | null) => void;
  /** Opens the system's file dialog. */
  readonly choose: (patientId: PatientId | null) => void;
}

const IntakeContext = createContext<Intake | null>(null);

/** Owns the queue of photos on their way in, for as long as the window lives. */
export function IntakeProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [queue] = useState(createSendingQueue);
  const input = useRef<HTMLInputElement>(null);
  const chosenFor = useRef<PatientId | null>(null);

  const add: Intake["add"] = (files, patientId) => {
    queue.add(
      files.map((file) => ({
        name: file.name,
        size: file.size,
        patientId,
        read: async () => new Uint8Array(await file.arrayBuffer()),
      })),
    );
  };
  const choose: Intake["choose"] = (patientId) => {
    chosenFor.current = patientId;
    input.current?.click();
  };

  return (
    <IntakeContext value={{ queue, add, choose }}>
      {children}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept="image/*"
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

function createSendingQueue(): IntakeQueue {
  return createIntakeQueue(({ name, bytes, patientId }) =>
    call("photos.intake", {
      name: name.slice(0, 512),
      bytes,
      takenAt: exifTime(bytes)?.toISOString() ?? null,
      patientId,
    }),
  );
}
