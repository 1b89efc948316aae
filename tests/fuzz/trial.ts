import { fork, type ChildProcess } from "node:child_process";
import { forgetPeak, memoryNow, memoryPeak } from "./processMemory";
import type { Answer, Outcome, Task } from "./protocol";

/** What is told of a task without its number. */
export type TaskGiven = Task extends infer Each
  ? Each extends Task
    ? Omit<Each, "id">
    : never
  : never;

export interface Tried {
  /** Null where the process ended, or did not answer in time. */
  readonly outcome: Outcome | null;
  readonly end: "answered" | "ended" | "hung";
  readonly milliseconds: number;
  /** The most memory above what was used at rest, in megabytes. */
  readonly memory: number;
}

export interface Trial {
  readonly give: (task: TaskGiven) => Promise<Tried>;
  readonly stop: () => void;
}

export interface TrialOptions {
  /** The bundled subject.ts. */
  readonly script: string;
  readonly root: string;
  /** What the subject writes goes there. */
  readonly folder: string;
  /** Milliseconds after which whoever does not answer is ended. */
  readonly patience: number;
}

interface Subject {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Megabytes at rest. */
  readonly atRest: number;
}

/** What a process may keep of one task before the next is measured against it. */
const KEPT_MEMORY = 100;

/**
 * One process at a time in which tasks are tried. One that ended or hung is followed by another, and
 * so is one that keeps much of its memory: what a task takes is measured against a process at rest.
 */
export function beginTrial({ script, root, folder, patience }: TrialOptions): Trial {
  let subject: Subject | null = null;
  let nextId = 1;

  const give = async (given: TaskGiven): Promise<Tried> => {
    const { child, pid, atRest } = (subject ??= await startSubject(script, root, folder));
    const task = { ...given, id: nextId++ } as Task;
    forgetPeak(pid);
    const begun = performance.now();
    const answer = await answerTo(child, task, patience);
    const milliseconds = performance.now() - begun;
    const memory = Math.max(0, memoryPeak(pid) - atRest);
    if (typeof answer === "string" || memoryNow(pid) > atRest + KEPT_MEMORY) {
      child.kill("SIGKILL");
      subject = null;
    }
    return typeof answer === "string"
      ? { outcome: null, end: answer, milliseconds, memory }
      : { outcome: answer, end: "answered", milliseconds, memory };
  };

  return { give, stop: () => subject?.child.kill("SIGKILL") };
}

async function startSubject(script: string, root: string, folder: string): Promise<Subject> {
  const child = fork(script, [root, folder], { serialization: "advanced", cwd: root });
  await new Promise<void>((ready, failed) => {
    child.once("message", () => {
      ready();
    });
    child.once("exit", () => {
      failed(new Error("The process in which files are tried did not start"));
    });
  });
  const pid = child.pid ?? 0;
  return { child, pid, atRest: memoryNow(pid) };
}

function answerTo(
  child: ChildProcess,
  task: Task,
  patience: number,
): Promise<Outcome | "ended" | "hung"> {
  return new Promise((resolve) => {
    const settle = (answer: Outcome | "ended" | "hung"): void => {
      clearTimeout(watchdog);
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(answer);
    };
    const onMessage = (message: unknown): void => {
      const answer = message as Answer;
      if (answer.kind === "done" && answer.id === task.id) settle(answer);
    };
    const onExit = (): void => {
      settle("ended");
    };
    const watchdog = setTimeout(() => {
      settle("hung");
    }, patience);
    child.on("message", onMessage);
    child.once("exit", onExit);
    child.send(task);
  });
}
