import { describe, expect, it } from "vitest";
import { readForm } from "../../../renderer/features/reports/reportForm";

describe("how reports are set", () => {
  it("is what was chosen last", () => {
    const chosen = { language: "de", paper: "letter", similar: true } as const;
    expect(readForm(JSON.stringify(chosen), "en", "en-GB")).toEqual(chosen);
  });

  it("begins with the window's language and the paper of the region", () => {
    expect(readForm(null, "de", "de-AT")).toEqual({
      language: "de",
      paper: "a4",
      similar: false,
    });
    expect(readForm(null, "en", "en-US").paper).toBe("letter");
    expect(readForm(null, "en", "en").paper).toBe("a4");
  });

  it.each(["", "not JSON", "7", "null", '{"language":"xx","paper":["a4"],"similar":"yes"}'])(
    "begins anew where what was stored cannot be made out: %s",
    (kept) => {
      expect(readForm(kept, "en", "en-GB")).toEqual({
        language: "en",
        paper: "a4",
        similar: false,
      });
    },
  );
});
