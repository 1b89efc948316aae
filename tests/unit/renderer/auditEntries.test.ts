import { describe, expect, it } from "vitest";
import type { AuditPage } from "../../../electron/contract/session";
import { auditEntries } from "../../../renderer/features/settings/auditEntries";

/** A page of a log that has so many entries by then, the latest first. */
function page(total: number, offset: number): AuditPage {
  const entries = Array.from({ length: 4 }, (_, index) => ({
    ...{ sequence: total - offset - index, at: "2026-03-04T05:06:07.000Z", accountName: "Ines" },
    ...{ action: "patient.opened", subject: null, details: {}, hash: "ab12" },
  }));
  return { total, entries };
}

describe("the entries of the audit log", () => {
  it("stand once each where several were entered between the reading of two pages", () => {
    const numbers = auditEntries([page(20, 0), page(23, 4), page(23, 8)]).map(
      ({ sequence }) => sequence,
    );
    expect(numbers).toEqual([20, 19, 18, 17, 16, 15, 14, 13, 12]);
  });
});
