import { LentigoError } from "../contract/errors";
import type { Examinations } from "../workflows/backups/examinations";
import type { HandlersOf } from "./handlers";

export interface ExaminationHandlerOptions {
  /** Null in the demo clinic. */
  readonly examinations: Pick<Examinations, "state" | "begin"> | null;
}

export function examinationHandlers({
  examinations,
}: ExaminationHandlerOptions): HandlersOf<"records"> {
  const real = () => {
    if (!examinations) throw new LentigoError("request.forbidden");
    return examinations;
  };
  return {
    "records.state": () => real().state(),
    "records.examine": () => real().begin(),
  };
}
