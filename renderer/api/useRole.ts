import type { Role } from "../../electron/domain/role";
import { useAccount } from "./useSession";

/** What whoever is signed in may do; the least while nobody is. */
export function useRole(): Role {
  return useAccount()?.role ?? "staff";
}
