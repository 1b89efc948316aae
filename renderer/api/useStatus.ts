import { useQuery } from "@tanstack/react-query";
import { call } from "./client";
import { queryKeys } from "./queryKeys";

/** State of the application: clinic, version, the process that runs the network. */
export function useStatus() {
  return useQuery({ queryKey: queryKeys.status, queryFn: () => call("app.status", {}) });
}
