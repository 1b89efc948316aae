/** Content that somebody got into the page, or dropped onto it: it stays without effect. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type Clinic } from "./clinic";

/** Markup that would do something, by the directive of the content policy that stops it. */
const INJECTED = {
  "style-src-attr": `<p style="position: fixed; inset: 0"></p>`,
  "style-src-elem": `<style>body { display: none }</style>`,
  "script-src-attr": `<img src="data:image/png;base64,x" onerror="injected = true">`,
  "img-src": `<img src="https://lentigo.invalid/seen">`,
  "frame-src": `<iframe src="https://lentigo.invalid/"></iframe>`,
  "object-src": `<object data="data:text/html,<script>opener.injected = true</script>"></object>`,
  "media-src": `<video src="https://lentigo.invalid/film"></video>`,
  "base-uri": `<base href="https://lentigo.invalid/">`,
  "form-action": `<form action="https://lentigo.invalid/" data-submit></form>`,
} as const;

/** Counts the windows that are opened from now on. */
async function watchWindows({ app }: Clinic): Promise<() => Promise<number>> {
  const handle = await app.evaluateHandle(({ app: application }) => {
    const opened = { windows: 0 };
    application.on("browser-window-created", () => opened.windows++);
    return opened;
  });
  return async () => (await handle.jsonValue()).windows;
}

const injected = ({ window }: Clinic): Promise<unknown> =>
  window.evaluate(() => (globalThis as Record<string, unknown>)["injected"] ?? null);

test("the content policy stops every kind of injected markup and script", async ({ clinic }) => {
  const stopped = await clinic.window.evaluate(async (kinds) => {
    const violationOf = async (work: () => void): Promise<string> => {
      const violation = new Promise<string>((resolve) => {
        const listen = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
          resolve(effectiveDirective);
        };
        document.addEventListener("securitypolicyviolation", listen, { once: true });
      });
      try {
        work();
      } catch {
        // Some are told twice: here, and to whoever listens.
      }
      return violation;
    };
    const found: Record<string, string> = {};
    for (const [directive, markup] of Object.entries(kinds)) {
      found[directive] = await violationOf(() => {
        const host = document.createElement("div");
        host.innerHTML = markup;
        document.body.append(host);
        host.querySelector<HTMLFormElement>("[data-submit]")?.submit();
      });
    }
    found["eval"] = await violationOf(() => {
      // A script that the test itself brings may evaluate; one that a timer brings may not.
      setTimeout("injected = true" as unknown as () => void, 0);
    });
    found["worker"] = await violationOf(() => {
      const script = new Blob(["postMessage(1)"], { type: "text/javascript" });
      new Worker(URL.createObjectURL(script));
    });
    found["socket"] = await violationOf(() => {
      new WebSocket("wss://lentigo.invalid/");
    });
    return found;
  }, INJECTED);
  const expected = Object.fromEntries(Object.keys(INJECTED).map((name) => [name, name]));
  expect(stopped).toEqual({
    ...expected,
    eval: "script-src",
    worker: "worker-src",
    socket: "connect-src",
  });
  expect(await injected(clinic)).toBeNull();
});

test("links of every kind lead nowhere, however they are clicked", async ({ clinic }) => {
  const targets = [
    "javascript:globalThis.injected = true",
    "data:text/html,<script>opener.injected = true</script>",
    "https://lentigo.invalid/",
    "file:///etc/passwd",
    "app://lentigo/report/00000000-0000-4000-8000-000000000000/print.html",
    "app://elsewhere/index.html",
    "mailto:somebody@lentigo.invalid",
  ];
  const before = clinic.window.url();
  // From within main: a test in the page would wait for navigations that never come.
  const end = await clinic.app.evaluate(async ({ app, BrowserWindow }, hrefs) => {
    let windows = 0;
    app.on("browser-window-created", () => windows++);
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error("no window");
    const run = (script: string): Promise<unknown> => contents.executeJavaScript(script);
    await run(`
      globalThis.clicks = 0;
      for (const kind of ["click", "auxclick"]) addEventListener(kind, () => clicks++, true);
    `);
    const clicks: { button: "left" | "middle"; modifiers: ("control" | "shift")[] }[] = [
      { button: "left", modifiers: [] },
      { button: "left", modifiers: ["control"] },
      { button: "left", modifiers: ["shift"] },
      { button: "middle", modifiers: [] },
    ];
    for (const href of hrefs) {
      for (const target of ["_self", "_blank", "_top"]) {
        const at = (await run(`(() => {
          const link = document.createElement("a");
          Object.assign(link, { href: ${JSON.stringify(href)}, target: "${target}", id: "injected" });
          link.textContent = "a link";
          document.querySelector("main").prepend(link);
          const { left, top } = link.getBoundingClientRect();
          return { x: Math.round(left) + 5, y: Math.round(top) + 5 };
        })()`)) as { x: number; y: number };
        for (const click of clicks) {
          const input = { ...at, ...click, clickCount: 1 };
          contents.sendInputEvent({ type: "mouseDown", ...input });
          contents.sendInputEvent({ type: "mouseUp", ...input });
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
        await run(`document.getElementById("injected").remove()`);
      }
    }
    const [came, injection] = (await run("[clicks, globalThis.injected ?? null]")) as unknown[];
    return { windows, url: contents.getURL(), came, injection };
  }, targets);
  expect(end).toEqual({ windows: 0, url: before, came: targets.length * 3 * 4, injection: null });
});

test("what is dropped is a photo or nothing: no page opens, no script runs", async ({
  clinic,
  dataFolder,
}) => {
  const { window } = clinic;
  const windows = await watchWindows(clinic);
  const before = window.url();
  const folder = join(dataFolder, "..", "dropped");
  mkdirSync(folder);
  const page = join(folder, "page.html");
  writeFileSync(page, "<script>globalThis.injected = true; opener.injected = true</script>");
  const drops = [
    { items: [], files: [page], dragOperationsMask: 1 },
    {
      items: [
        { mimeType: "text/html", data: `<img src="x" onerror="globalThis.injected = true">` },
        { mimeType: "text/uri-list", data: `file://${page}` },
        { mimeType: "text/plain", data: "javascript:globalThis.injected = true" },
      ],
      dragOperationsMask: 1,
    },
  ];
  const devtools = await window.context().newCDPSession(window);
  for (const data of drops) {
    for (const type of ["dragEnter", "dragOver", "drop"] as const) {
      await devtools.send("Input.dispatchDragEvent", { type, x: 700, y: 450, data });
    }
  }
  await expect(window.getByText("page.html")).toBeVisible();
  expect(window.url()).toBe(before);
  expect(await windows()).toBe(0);
  expect(await injected(clinic)).toBeNull();
  const filter = { levels: [], unassigned: false, today: false };
  expect((await clinic.ask("photos.list", { filter, limit: 1, offset: 0 })).total).toBe(0);
});
