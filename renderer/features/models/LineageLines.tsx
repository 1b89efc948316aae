import type { ModelSummary } from "../../../electron/contract/models";
import type { LineageRow } from "./lineage";
import styles from "./models.module.css";

/** Of a row in the list of versions, in pixels. */
const HEIGHT = 64;
const LANE = 16;
const MIDDLE = HEIGHT / 2;
const RADIUS = 5;

/** The lines that join a version to those before and after it. */
export function LineageLines({ row }: { readonly row: LineageRow<ModelSummary> }) {
  const { model, depth, isBranch, hasAbove, hasBelow, open } = row;
  const at = (lane: number): number => (lane + 0.5) * LANE;
  const own = at(depth);
  const parent = at(depth - 1);
  return (
    <svg className={styles["lines"]} width={(depth + 1) * LANE} height={HEIGHT} aria-hidden>
      {open.map((goesOn, lane) =>
        isBranch && lane === depth - 1 ? (
          <path
            key={lane}
            d={`M${String(parent)} 0V${String(MIDDLE - LANE / 2)}Q${String(parent)} ${String(MIDDLE)} ${String(own)} ${String(MIDDLE)}${goesOn ? `M${String(parent)} 0V${String(HEIGHT)}` : ""}`}
          />
        ) : (
          goesOn && <path key={lane} d={`M${String(at(lane))} 0V${String(HEIGHT)}`} />
        ),
      )}
      {hasAbove && <path d={`M${String(own)} 0V${String(MIDDLE)}`} />}
      {hasBelow && <path d={`M${String(own)} ${String(MIDDLE)}V${String(HEIGHT)}`} />}
      <circle cx={own} cy={MIDDLE} r={RADIUS} data-state={model.state} />
    </svg>
  );
}
