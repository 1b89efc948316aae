import { useQuery } from "@tanstack/react-query";
import type { PhotoId } from "../../../electron/contract/shapes";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** One photo with all its analyses. */
export function usePhoto(photoId: PhotoId) {
  return useQuery({
    queryKey: queryKeys.photo(photoId),
    queryFn: () => call("photos.get", { photoId }),
  });
}
