import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesBelow } from "../../fixtures/files";

const root = join(import.meta.dirname, "../../..");

/** Every source of main, of its children and of the window. */
const sources = ["electron", "renderer"]
  .flatMap((folder) => filesBelow(join(root, folder)))
  .filter((file) => /\.(tsx?|html)$/.test(file))
  .map((file) => ({ file: file.slice(root.length + 1), text: readFileSync(file, "utf8") }));

/** What Electron's security checklist warns of, and what would run text as code. */
const NEVER = [
  ...["allowRunningInsecureContent", "experimentalFeatures", "enableBlinkFeatures", "webviewTag"],
  ...["<webview", "nodeIntegrationInWorker", "nodeIntegrationInSubFrames", "bypassCSP"],
  ...["openExternal", "crashReporter", "remote-debugging", "file://"],
  ...["unsafe-inline", "unsafe-eval", "executeJavaScript", "eval(", "new Function"],
  ...["dangerouslySetInnerHTML", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"],
];

describe("the sources", () => {
  it("are read", () => {
    expect(sources.length).toBeGreaterThan(400);
    expect(sources.filter(({ text }) => text.includes("setWindowOpenHandler"))).toHaveLength(1);
  });

  it.each(NEVER)("never use %s", (word) => {
    expect(sources.filter(({ text }) => text.includes(word)).map(({ file }) => file)).toEqual([]);
  });
});
