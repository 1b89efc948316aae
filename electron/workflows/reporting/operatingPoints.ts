import type { OperatingPoints } from "../../domain/triage";
import type { Store } from "../../store/open";
import { peekIdentity } from "../../vision/network/installedModel";
import type { ModelFolders } from "../modelFolders";

/** The operating points by which a version triages; null where its folder is not the one installed. */
export function operatingPointsOf(
  { modelVersions }: Pick<Store, "modelVersions">,
  folders: Pick<ModelFolders, "of">,
  version: string,
): OperatingPoints | null {
  const known = modelVersions.find(version);
  const found = known && peekIdentity(folders.of(known.version));
  return found?.manifestHash === known?.manifestHash
    ? (found?.manifest.operatingPoints ?? null)
    : null;
}
