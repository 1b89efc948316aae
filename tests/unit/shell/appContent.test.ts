import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerAppRequest } from "../../../electron/shell/appContent";
import type { ReportSheets } from "../../../electron/shell/reportPages";
import { temporaryFolder } from "../../fixtures/temporaryFolder";

const id = "4f9c2f0e-58f4-4a8b-9f0e-2f6f3a1f8b11";
const photo = Buffer.from("\xff\xd8\xff photo", "latin1");

function content() {
  const folder = temporaryFolder();
  const rendererFolder = join(folder, "renderer");
  mkdirSync(join(rendererFolder, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.json"), "{}");
  writeFileSync(join(rendererFolder, "index.html"), `<meta nonce="__NONCE__">`);
  writeFileSync(join(rendererFolder, "assets/app.js"), "void 0;");
  const asked: string[] = [];
  const find = (photoId: string): Buffer => {
    asked.push(photoId);
    if (photoId !== id) throw new Error("no such photo");
    return photo;
  };
  const reported: unknown[] = [];
  const report = (error: unknown): void => void reported.push(error);
  const sheets = (reportId: string): ReportSheets => {
    asked.push(reportId);
    if (reportId !== id) throw new Error("no such report");
    return { paper: "letter", pages: ["<svg>first</svg>", "<svg>second</svg>"] };
  };
  return { asked, reported, app: { rendererFolder, photo: find, thumbnail: find, sheets, report } };
}

describe("the app: scheme", () => {
  it("serves the window with a policy and a nonce of its own", async () => {
    const { app } = content();
    const [first, second] = await Promise.all(
      [0, 1].map(() => answerAppRequest("app://lentigo/index.html", app)),
    );
    const nonce = /nonce="([^"]+)"/.exec(first?.body.toString() ?? "")?.[1] ?? "";
    expect(nonce).toMatch(/^[A-Za-z0-9+/=]{22,}$/);
    expect(first?.headers["content-security-policy"]).toContain(`'nonce-${nonce}'`);
    expect(first?.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(first?.headers["content-security-policy"]).not.toContain("unsafe");
    expect(second?.body.toString()).not.toBe(first?.body.toString());
    expect(first?.headers["permissions-policy"]).toMatch(/^camera=\(self\), .*microphone=\(\)/);
  });

  it("serves scripts and stored pictures", async () => {
    const { app } = content();
    const script = await answerAppRequest("app://lentigo/assets/app.js?v=1", app);
    expect([script.status, script.headers["content-type"]]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    for (const kind of ["photo", "thumbnail"]) {
      const picture = await answerAppRequest(`app://lentigo/${kind}/${id}`, app);
      expect(picture.status).toBe(200);
      expect(picture.headers["content-type"]).toBe("image/jpeg");
      expect(picture.headers["cache-control"]).toBe("no-store");
      expect(picture.body.equals(photo)).toBe(true);
    }
  });

  it("serves the pages of a report, one by one and all on paper, and none of it from a cache", async () => {
    const { app } = content();
    const page = await answerAppRequest(`app://lentigo/report/${id}/2.svg`, app);
    expect(page.body.toString()).toBe("<svg>second</svg>");
    expect(page.headers).toMatchObject({
      "content-type": "image/svg+xml",
      "content-security-policy": "default-src 'none'; img-src data:",
      "cache-control": "no-store",
    });
    const print = await answerAppRequest(`app://lentigo/report/${id}/print.html`, app);
    const html = print.body.toString();
    expect(html).toContain("@page { size: letter; margin: 0 }");
    expect(html.match(/<img src="\d+\.svg"/g)).toEqual(['<img src="1.svg"', '<img src="2.svg"']);
    const nonce = /<style nonce="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(print.headers["content-security-policy"]).toContain(`'nonce-${nonce}'`);
    expect(print.headers["content-security-policy"]).not.toContain("script");
  });

  it.each([
    "app://lentigo/../secret.json",
    "app://lentigo/%2e%2e/secret.json",
    "app://lentigo/..%2fsecret.json",
    "app://lentigo/%252e%252e/secret.json",
    "app://lentigo/assets/..\\..\\secret.json",
    "app://lentigo/assets/%00.js",
    "app://lentigo//etc/hosts.json",
    "app://lentigo/photo/../../secret.json",
    "app://lentigo/photo/not-an-id",
    "app://lentigo/photo/00000000-0000-4000-8000-000000000000",
    "app://lentigo/report/not-an-id/1.svg",
    "app://lentigo/report/00000000-0000-4000-8000-000000000000/1.svg",
    `app://lentigo/report/${id}/0.svg`,
    `app://lentigo/report/${id}/3.svg`,
    `app://lentigo/report/${id}/01.svg`,
    `app://lentigo/report/${id}/1.html`,
    `app://lentigo/report/${id}`,
    "app://lentigo/missing.js",
    "app://lentigo/assets",
    "app://lentigo/%",
    "app://elsewhere/index.html",
    "file:///etc/hosts",
  ])("%s is not found", async (url) => {
    const { app } = content();
    const answer = await answerAppRequest(url, app);
    expect(answer.status).toBe(404);
    expect(answer.body).toHaveLength(0);
    expect(answer.headers["content-security-policy"]).toBe("default-src 'none'");
  });

  it("reports what kept a stored picture from being served", async () => {
    const { app, reported } = content();
    await answerAppRequest("app://lentigo/photo/00000000-0000-4000-8000-000000000000", app);
    expect(reported).toHaveLength(1);
  });

  it("asks the store only for well-formed ids", async () => {
    const { app, asked } = content();
    await answerAppRequest("app://lentigo/photo/..", app);
    await answerAppRequest("app://lentigo/photo/x' OR 1=1", app);
    await answerAppRequest("app://lentigo/report/x' OR 1=1/1.svg", app);
    expect(asked).toEqual([]);
  });
});
