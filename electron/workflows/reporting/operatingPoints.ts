import type { OperatingPoints } from "../../domain/triage";
import type { Store } from "../../store/open";
import { peekIdentity } from "../../vision/network/installedModel";
import type { ModelFolders } from "../modelFolders";

/** The operating points by which a version triages; null where its folder is not the one installed. */
export function operatingPointsOf(
  { modelVersions }: Pick<Store, "modelVersions">,
  { shipped, of }: Pick<ModelFolders, "shipped" | "of">,
  version: string,
): OperatingPoints | null {
  const known = modelVersions.find(version);
  // A clinic that the command line has filled knows no versions until somebody opens it.
  const expected = known ?? (shipped?.manifest.version === version ? shipped : null);
  const found = expected && peekIdentity(of(known?.version ?? version));
  return found?.manifestHash === expected?.manifestHash
    ? (found?.manifest.operatingPoints ?? null)
    : null;
}
