import type { ErrorCode, ErrorDetails, Failure } from "../../electron/contract/errors";

/** A request that main refused or could not fulfil; its words stand under `errors.<code>`. */
export class RequestFailure extends Error implements Failure {
  override readonly name = "RequestFailure";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(failure: Failure) {
    super(failure.code);
    this.code = failure.code;
    this.details = failure.details;
  }
}

/** What to tell a person about anything that was thrown. */
export function failureFrom(error: unknown): Failure {
  return error instanceof RequestFailure ? error : { code: "internal", details: {} };
}
