import { useQuery } from "@tanstack/react-query";
import { call } from "../../api/client";
import { queryKeys } from "../../api/queryKeys";

/** What waits in the clinic; `today` ends at midnight, so every visit asks anew. */
export function useDashboardNumbers() {
  return useQuery({
    queryKey: queryKeys.dashboardNumbers,
    queryFn: () => call("dashboard.numbers", {}),
    staleTime: 0,
  });
}

/**
 * How the model does in this clinic. Photos that arrive do not change it, only what people find
 * in other rooms: it is asked for anew at every visit.
 */
export function usePractice() {
  return useQuery({
    queryKey: queryKeys.practice,
    queryFn: () => call("dashboard.practice", {}),
    staleTime: 0,
  });
}
