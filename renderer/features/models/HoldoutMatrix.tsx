import { useState } from "react";
import type { ConfusionCell, ModelVersion } from "../../../electron/contract/models";
import { useRole } from "../../api/useRole";
import { CellDialog } from "./CellDialog";
import { ConfusionMatrix } from "./ConfusionMatrix";

interface HoldoutMatrixProps {
  readonly version: ModelVersion;
  /** Whose answers of the version's comparison these are. */
  readonly by: ConfusionCell["by"];
  readonly confusion: readonly (readonly number[])[];
}

/** What each class of the hold-out was taken for; a cell shows its photos to whoever may see them. */
export function HoldoutMatrix({ version, by, confusion }: HoldoutMatrixProps) {
  const maySeePhotos = useRole() !== "staff";
  const [cell, setCell] = useState<ConfusionCell | null>(null);
  return (
    <>
      <ConfusionMatrix
        confusion={confusion}
        onOpen={
          maySeePhotos
            ? (label, answer) => {
                setCell({ by, label, answer });
              }
            : null
        }
      />
      {cell && (
        <CellDialog
          version={version}
          cell={cell}
          onClose={() => {
            setCell(null);
          }}
        />
      )}
    </>
  );
}
