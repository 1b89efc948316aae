/**
 * The typesetter's process: sets one report after the other until it is ended. Runs as an
 * Electron utility process or as a child of plain Node; its one argument is the folder
 * `resources`.
 */
import { placeOf } from "../contract/errorPlace";
import { failureOf, type Failure } from "../contract/errors";
import { connectToParent } from "../processes/parentLine";
import type { FromTypesetter, ToTypesetter } from "./protocol";
import { createTypesetter } from "./typeset";

const line = connectToParent<ToTypesetter, FromTypesetter>();
const typeset = createTypesetter(process.argv[2] ?? "");

line.listen(({ id, content }) => {
  try {
    line.post({ id, report: typeset(content) });
  } catch (error) {
    line.post({ id, error: describe(error) });
  }
});

function describe(error: unknown): Failure {
  process.stderr.write(`typesetter: ${placeOf(error)}\n`);
  return failureOf(error) ?? { code: "internal", details: {} };
}
