import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { CHANNELS } from "../../electron/contract/requests";
import { expect, openClinic, test } from "./clinic";

const root = join(import.meta.dirname, "../..");

/** A server of this computer that counts who comes: what is blocked never arrives. */
async function countingServer(): Promise<{ url: string; hits: string[]; close: () => void }> {
  const hits: string[] = [];
  const server = createServer(({ url }, response) => {
    hits.push(url ?? "");
    response.setHeader("access-control-allow-origin", "*").end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, hits, close: () => server.close() };
}

test("the page has no Node and only the bridge", async ({ clinic }) => {
  const powers = await clinic.window.evaluate(() => ({
    require: typeof (globalThis as Record<string, unknown>)["require"],
    process: typeof (globalThis as Record<string, unknown>)["process"],
    bridge: Object.keys((globalThis as unknown as { lentigo: object }).lentigo).sort(),
  }));
  expect(powers).toEqual({ require: "undefined", process: "undefined", bridge: ["call", "on"] });
});

test("the page reaches no server, opens no window, goes nowhere", async ({ clinic }) => {
  const { window, app } = clinic;
  const server = await countingServer();
  // The same address is there for whoever may go: only then do the refusals below mean anything.
  expect(await (await fetch(`${server.url}/probe`)).text()).toBe("reached");
  const opened = await app.evaluateHandle(({ app: electronApp }) => {
    const count = { windows: 0 };
    electronApp.on("browser-window-created", () => count.windows++);
    return count;
  });
  const before = window.url();

  const outcome = await window.evaluate(async (url) => {
    const image = new Image();
    image.src = `${url}/image`;
    const frame = document.createElement("iframe");
    frame.src = `${url}/frame`;
    const script = document.createElement("script");
    script.src = `${url}/script`;
    const inline = document.createElement("script");
    inline.textContent = "globalThis.injected = true";
    document.body.append(image, frame, script, inline);
    globalThis.open(`${url}/window`);
    const fetched = await fetch(`${url}/fetch`).then(
      () => "reached",
      () => "blocked",
    );
    const link = document.createElement("a");
    link.href = `${url}/navigation`;
    link.click();
    location.href = "javascript:document.title=%22taken over%22";
    frame.remove();
    return { fetched, injected: (globalThis as Record<string, unknown>)["injected"] };
  }, server.url);
  await window.waitForTimeout(1000);

  expect(outcome).toEqual({ fetched: "blocked", injected: undefined });
  expect(server.hits).toEqual(["/probe"]);
  expect(await opened.jsonValue()).toEqual({ windows: 0 });
  expect(window.url()).toBe(before);
  expect(await window.title()).not.toBe("taken over");
  server.close();
});

test("permissions are denied", async ({ clinic }) => {
  const answers = await clinic.window.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    location: await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => {
          resolve("granted");
        },
        ({ code }) => {
          resolve(code === GeolocationPositionError.PERMISSION_DENIED ? "denied" : "failed");
        },
      );
    }),
    camera: (await navigator.permissions.query({ name: "camera" })).state,
  }));
  expect(answers).toEqual({ notifications: "denied", location: "denied", camera: "denied" });
});

test("every channel is refused to another origin, and to our own page outside our windows", async ({
  clinic,
}) => {
  const refused = await clinic.app.evaluate(
    async (electron, { preload, channels }) => {
      const ask = `Promise.all(${JSON.stringify(channels)}.map((name) => lentigo.call(name, {})))`;
      const count = (answers: unknown): number =>
        (answers as { ok: boolean; error?: { code: string } }[]).filter(
          ({ ok, error }) => !ok && error?.code === "request.forbidden",
        ).length;
      const webPreferences = { preload, sandbox: true, contextIsolation: true };

      const stranger = new electron.BrowserWindow({ show: false, webPreferences });
      await stranger.loadURL("data:text/html,<title>stranger</title>");
      const fromStranger: unknown = await stranger.webContents.executeJavaScript(ask);
      stranger.destroy();

      // A view belongs to none of our windows, although its address is ours.
      /* eslint-disable @typescript-eslint/no-deprecated -- its successor came after Electron 22 */
      const view = new electron.BrowserView({ webPreferences });
      await view.webContents.loadURL("app://lentigo/index.html");
      const fromView: unknown = await view.webContents.executeJavaScript(ask);
      /* eslint-enable @typescript-eslint/no-deprecated */
      return { fromStranger: count(fromStranger), fromView: count(fromView) };
    },
    { preload: join(root, "out/app/preload.cjs"), channels: CHANNELS },
  );
  expect(refused).toEqual({ fromStranger: CHANNELS.length, fromView: CHANNELS.length });
});

test("an unknown channel, a broken request and an unknown picture give nothing away", async ({
  clinic,
}) => {
  const answers = await clinic.window.evaluate(async () => {
    const { lentigo } = globalThis as unknown as {
      lentigo: { call(channel: string, input: unknown): Promise<unknown> };
    };
    const status = (address: string): Promise<unknown> =>
      fetch(address).then(
        (response) => response.status,
        () => "blocked",
      );
    return {
      unknown: await lentigo.call("store.readEverything", {}),
      broken: await lentigo.call("photos.list", { filter: "all" }),
      climbing: await status("app://lentigo/photo/%2e%2e%2f%2e%2e%2fclinic%2fkey.json"),
      nobody: await status("app://lentigo/photo/00000000-0000-4000-8000-000000000000"),
    };
  });
  expect(answers).toEqual({
    unknown: { ok: false, error: { code: "request.forbidden", details: {} } },
    broken: { ok: false, error: { code: "request.invalid", details: {} } },
    climbing: 404,
    nobody: 404,
  });
});

test("a second start on the same data hands over to the first", async ({ dataFolder }) => {
  const clinic = await openClinic(dataFolder);
  const handedOver = clinic.app.evaluate(
    ({ app }) =>
      new Promise<boolean>((resolve) => {
        app.once("second-instance", () => {
          resolve(true);
        });
      }),
  );
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const second = spawn(clinic.app.process().spawnfile, [...sandbox, root], {
    env: { ...process.env, LENTIGO_DATA: dataFolder },
    stdio: "ignore",
  });
  const status = await new Promise((resolve) => second.once("exit", resolve));
  expect(status).toBe(0);
  expect(await handedOver).toBe(true);
  await clinic.close();
});
