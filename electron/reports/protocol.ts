/** What main and the typesetter's process say to one another. */
import type { Failure } from "../contract/errors";
import type { Child } from "../processes/childProcess";
import type { ReportContent, TypesetReport } from "./reportContent";

export interface ToTypesetter {
  readonly id: number;
  readonly content: ReportContent;
}

export type FromTypesetter =
  | { readonly id: number; readonly report: TypesetReport }
  | { readonly id: number; readonly error: Failure };

export type TypesetterChild = Child<ToTypesetter, FromTypesetter>;
