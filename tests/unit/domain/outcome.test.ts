import { describe, expect, it } from "vitest";
import { DIAGNOSES } from "../../../electron/domain/diagnosis";
import { byTime, countingOutcome, disagreementBetween } from "../../../electron/domain/outcome";

interface Given {
  readonly photoId?: string;
  readonly kind?: "clinical" | "histology";
  readonly date?: string | null;
  readonly at: string;
  readonly withdrawn?: boolean;
}

const entry = ({
  photoId = "a",
  kind = "clinical",
  date = null,
  at,
  withdrawn = false,
}: Given) => ({
  photoId,
  kind,
  date,
  at,
  withdrawn: withdrawn ? {} : null,
});

describe("model and outcome", () => {
  it("disagree most gravely where a malignant lesion was called benign", () => {
    expect(disagreementBetween("nv", "mel")).toBe("missed");
    expect(disagreementBetween("df", "akiec")).toBe("missed");
    expect(disagreementBetween("bcc", "nv")).toBe("false-alarm");
    expect(disagreementBetween("mel", "bcc")).toBe("other-class");
    expect(disagreementBetween("nv", "bkl")).toBe("other-class");
  });

  it("do not disagree where they say the same, or one of them says nothing", () => {
    for (const diagnosis of DIAGNOSES) {
      expect(disagreementBetween(diagnosis, diagnosis)).toBeNull();
      expect(disagreementBetween(null, diagnosis)).toBeNull();
      expect(disagreementBetween(diagnosis, null)).toBeNull();
    }
  });
});

describe("the outcome that counts", () => {
  it("is the latest clinical diagnosis of the photo itself", () => {
    const first = entry({ at: "2026-01-01" });
    const second = entry({ at: "2026-01-02" });
    const another = entry({ photoId: "b", at: "2026-01-03" });
    expect(countingOutcome([second, first, another], "a")).toBe(second);
    expect(countingOutcome([another], "a")).toBeNull();
    expect(countingOutcome([], "a")).toBeNull();
  });

  it("is the one entered last, though the clock had been set back by then", () => {
    const first = entry({ at: "2026-01-02" });
    const second = entry({ at: "2026-01-01" });
    expect(countingOutcome([second, first], "a")).toBe(second);
  });

  it("is histology of any photo of the lesion, whatever was said later", () => {
    const clinical = entry({ at: "2026-02-01" });
    const histology = entry({
      photoId: "b",
      kind: "histology",
      date: "2026-01-10",
      at: "2026-01-12",
    });
    expect(countingOutcome([clinical, histology], "a")).toBe(histology);
  });

  it("is the latest report of several photos, and of one photo what was recorded last", () => {
    const biopsy = entry({ kind: "histology", date: "2026-01-10", at: "2026-03-01" });
    const excision = entry({
      photoId: "b",
      kind: "histology",
      date: "2026-02-10",
      at: "2026-02-11",
    });
    expect(countingOutcome([biopsy, excision], "a")).toBe(excision);
    const mistyped = entry({ kind: "histology", date: "2026-05-10", at: "2026-02-28" });
    expect(countingOutcome([biopsy, excision, mistyped], "a")).toBe(excision);
  });

  it("is never one that was taken back", () => {
    const first = entry({ at: "2026-01-01" });
    const second = entry({ at: "2026-01-02", withdrawn: true });
    expect(countingOutcome([second, first], "a")).toBe(first);
    expect(countingOutcome([second], "a")).toBeNull();
  });
});

describe("outcomes as people read them", () => {
  it("are the latest first, whichever was entered last, and stay as they came", () => {
    const entered = [entry({ at: "2026-01-01" }), entry({ at: "2026-01-03" })];
    expect(byTime(entered).map(({ at }) => at)).toEqual(["2026-01-03", "2026-01-01"]);
    expect(entered[0]?.at).toBe("2026-01-01");
  });
});
