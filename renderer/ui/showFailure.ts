import { failureFrom } from "../api/failure";
import { failureLine } from "../words/failureWords";
import { showNotice } from "./showNotice";

/** Says in passing what went wrong, where nothing that is shown would say it. */
export function showFailure(error: unknown): void {
  showNotice(failureLine(failureFrom(error)));
}
