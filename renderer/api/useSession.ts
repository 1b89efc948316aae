import { useQuery } from "@tanstack/react-query";
import { call } from "./client";
import { queryKeys } from "./queryKeys";

/** Whether somebody is signed in, and who; kept true by `session.changed`. */
export function useSession() {
  return useQuery({ queryKey: queryKeys.session, queryFn: () => call("session.state", {}) });
}

/** Who is signed in, where somebody is. */
export function useAccount() {
  const { data } = useSession();
  return data?.state === "open" ? data.account : null;
}
