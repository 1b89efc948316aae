import { describe, expect, it } from "vitest";
import { ACCEPTED, judge } from "../../../build/supplyChain/vulnerabilities.mjs";

const TODAY = "2026-03-04";
const shipped = new Set(["node_modules/zod"]);

const advisory = (severity: string) => ({
  title: "Reads too much",
  url: "https://github.com/advisories/GHSA-1111-2222-3333",
  severity,
});

function verdictOn(
  severity: string,
  { path = "node_modules/zod", accepted = [] as typeof ACCEPTED } = {},
) {
  const name = path.slice("node_modules/".length);
  const found = { name, severity, via: [advisory(severity)], nodes: [path] };
  return judge({ vulnerabilities: { [name]: found } }, shipped, accepted, TODAY).map(
    (finding) => `${finding.verdict} ${finding.advisory}`,
  );
}

describe("a known vulnerability", () => {
  it("that is grave keeps a package from being shipped", () => {
    expect(verdictOn("critical")).toEqual(["refused GHSA-1111-2222-3333"]);
    expect(verdictOn("high")).toEqual(["refused GHSA-1111-2222-3333"]);
  });

  it("is noted where it is not grave, or nobody gets the package", () => {
    expect(verdictOn("moderate")).toEqual(["noted GHSA-1111-2222-3333"]);
    expect(verdictOn("critical", { path: "node_modules/vite" })).toEqual([
      "noted GHSA-1111-2222-3333",
    ]);
  });

  it("may be accepted until a day, and no longer", () => {
    const until = (day: string) => [{ name: "zod", reason: "not reached", until: day }];
    expect(verdictOn("high", { accepted: until(TODAY) })).toEqual(["accepted GHSA-1111-2222-3333"]);
    expect(verdictOn("high", { accepted: until("2026-03-03") })).toEqual([
      "refused GHSA-1111-2222-3333",
    ]);
    const ofOther = [{ name: "sharp", reason: "not reached", until: TODAY }];
    expect(verdictOn("high", { accepted: ofOther })).toEqual(["refused GHSA-1111-2222-3333"]);
  });

  it("is told once, where it is, and not of everything that needs it", () => {
    const report = {
      vulnerabilities: {
        zod: { name: "zod", severity: "high", via: ["deep"], nodes: ["node_modules/zod"] },
        deep: {
          name: "deep",
          severity: "high",
          via: [advisory("high")],
          nodes: ["node_modules/zod/node_modules/deep"],
        },
      },
    };
    expect(judge(report, shipped, [], TODAY).map(({ name }) => name)).toEqual(["deep"]);
  });
});

describe("what is accepted", () => {
  it.each(ACCEPTED)("$name has a reason and a day within a year", ({ reason, until }) => {
    expect(reason).not.toBe("");
    expect(until).toMatch(/^20\d\d-[01]\d-[0-3]\d$/);
  });
});
