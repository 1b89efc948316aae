import { useQueries } from "@tanstack/react-query";
import type { PhotoDetail, PhotoSummary } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** Those photos whose details have arrived, in the given order, and what kept others away. */
export function usePhotoDetails(photos: readonly PhotoSummary[]) {
  return useQueries({
    queries: photos.map(({ id: photoId }) => ({
      queryKey: queryKeys.photo(photoId),
      queryFn: () => call("photos.get", { photoId }),
    })),
    combine: (answers) => ({
      details: answers.flatMap(({ data }): PhotoDetail[] => (data ? [data] : [])),
      error: answers.find(({ isLoadingError }) => isLoadingError)?.error ?? null,
      isPending: answers.some(({ isPending }) => isPending),
      refetch: () => {
        for (const answer of answers) if (answer.isLoadingError) void answer.refetch();
      },
    }),
  });
}
