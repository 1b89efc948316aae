import { makeRehearsal, type RehearsalOptions } from "../training/retrain/makeRehearsal";

export interface RehearsalCommand {
  readonly options: RehearsalOptions;
  /** One JSON object a line in place of sentences. */
  readonly json: boolean;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
}

/** Photos between two lines of progress. */
const EVERY = 400;

/** Makes a model's rehearsal file and says how far it is. @returns exit status: 0 */
export async function rehearsal({ options, json, print }: RehearsalCommand): Promise<number> {
  let told = "";
  const bytes = await makeRehearsal(options, (progress) => {
    const { set, done, total } = progress;
    const stage = `${set} ${String(Math.floor(done / EVERY))}`;
    if (stage === told && done !== total) return;
    told = stage;
    print(json ? JSON.stringify(progress) : `${set}: ${done} of ${total} photos`);
  });
  print(
    json ? JSON.stringify({ bytes }) : `${(bytes / 1e6).toFixed(1)} MB put into ${options.model}`,
  );
  return 0;
}
