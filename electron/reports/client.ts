import { LentigoError } from "../contract/errors";
import type { FromTypesetter, TypesetterChild } from "./protocol";
import type { ReportContent, TypesetReport } from "./reportContent";

/** Sets reports in a process of its own, so that the window stays live whatever comes. */
export interface Typesetter {
  /**
   * Sets a report; the process is started where none runs.
   *
   * @throws LentigoError `report.not-set` where a picture cannot be read or the process ended
   */
  readonly typeset: (content: ReportContent) => Promise<TypesetReport>;
  /** Ends the process, and with it what it knows; the next report starts another. */
  readonly stop: () => void;
}

export interface TypesetterOptions {
  /** Starts one child process that runs `reports/host`. */
  readonly launch: () => TypesetterChild;
  /** Milliseconds without work after which the process is ended. Default: a minute. */
  readonly idle?: number;
  /** Milliseconds after which a process that does not answer is ended. Default: a minute. */
  readonly deadline?: number;
}

interface Pending {
  readonly resolve: (report: TypesetReport) => void;
  readonly reject: (error: LentigoError) => void;
}

export function startTypesetter(options: TypesetterOptions): Typesetter {
  const { launch, idle = 60_000, deadline = 60_000 } = options;
  const pending = new Map<number, Pending>();
  let child: TypesetterChild | null = null;
  let nextId = 1;
  let timer: NodeJS.Timeout | undefined;

  const stop = (): void => {
    clearTimeout(timer);
    child?.kill();
    ended();
  };

  /** Waits for the next answer, or for the next report. */
  const watch = (): void => {
    clearTimeout(timer);
    timer = setTimeout(stop, pending.size === 0 ? idle : deadline);
    timer.unref();
  };

  const ended = (): void => {
    child = null;
    const unanswered = [...pending.values()];
    pending.clear();
    for (const { reject } of unanswered) reject(new LentigoError("report.not-set"));
  };

  const receive = (message: FromTypesetter): void => {
    const request = pending.get(message.id);
    pending.delete(message.id);
    watch();
    if ("report" in message) request?.resolve(message.report);
    else request?.reject(new LentigoError(message.error.code, message.error.details));
  };

  const begin = (): TypesetterChild => {
    const started = launch();
    started.onMessage((message) => {
      if (child === started) receive(message);
    });
    started.onExit(() => {
      if (child === started) ended();
    });
    return started;
  };

  return {
    typeset(content) {
      child ??= begin();
      const id = nextId++;
      const answer = new Promise<TypesetReport>((resolve, reject) => {
        pending.set(id, { resolve, reject });
      });
      child.send({ id, content });
      watch();
      return answer;
    },
    stop,
  };
}
