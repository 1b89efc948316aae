import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { PhotoFilter } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

const PAGE = 100;

/** The worklist, most urgent first, page by page. */
export function useWorklist(filter: PhotoFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.worklist(filter),
    queryFn: ({ pageParam, signal }) =>
      call("photos.list", { filter, limit: PAGE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.photos.length, 0);
      return shown < total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });
}
