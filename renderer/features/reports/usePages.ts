import { useElementSize } from "@mantine/hooks";
import { useState, type Ref } from "react";
import type { ReportPreview } from "../../../electron/contract/reports";
import { pageAt, pageScale, pageSize, steppedScale, type PageZoom } from "./pageZoom";

export interface Pages {
  /** Of the pane that they scroll in. */
  readonly ref: Ref<HTMLDivElement>;
  readonly zoom: PageZoom;
  readonly scale: number;
  /** Of one page, in pixels. */
  readonly size: ReturnType<typeof pageSize>;
  readonly count: number;
  /** From 1; 0 while there are none. */
  readonly page: number;
  /** @param top pixels above the pane */
  readonly onScroll: (top: number) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: (zoom: PageZoom) => void;
  readonly toggleFit: () => void;
}

/** How the pages of a report stand in their pane, and which of them is looked at. */
export function usePages(report: ReportPreview | null): Pages {
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
    size,
    count,
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
