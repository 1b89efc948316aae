import { useElementSize } from "@mantine/hooks";
import { useState } from "react";
import type { ReportPreview } from "../../../electron/contract/reports";
import { pageAt, pageScale, pageSize, steppedScale, type PageZoom } from "./pageZoom";

/** How the pages of a report stand in their pane, and which of them is looked at. */
export function usePages(report: ReportPreview | null) {
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const [zoom, setZoom] = useState<PageZoom>("width");
  const [top, setTop] = useState(0);
  const paper = report?.paper ?? "a4";
  const count = report?.pages ?? 0;
  const scale = pageScale(zoom, paper, { width, height });
  const size = pageSize(paper, scale);
  return {
    ref,
    zoom,
    scale,
    /** Of one page, in pixels. */
    size,
    count,
    /** From 1; 0 while there are none. */
    page: count === 0 ? 0 : pageAt(top, size.height, height, count),
    onScroll: setTop,
    zoomIn: () => {
      setZoom(steppedScale(scale, 1));
    },
    zoomOut: () => {
      setZoom(steppedScale(scale, -1));
    },
    fit: setZoom,
    toggleFit: () => {
      setZoom(zoom === "width" ? "page" : "width");
    },
  };
}

export type Pages = ReturnType<typeof usePages>;
