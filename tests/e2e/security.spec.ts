import { spawn } from "node:child_process";
import { join } from "node:path";
import { CHANNELS } from "../../electron/contract/requests";
import { expect, openClinic, test } from "./clinic";

test("the page has no Node, may not open windows, leave, or ask for the camera", async ({
  clinic,
}) => {
  const { window, app } = clinic;
  const powers = await window.evaluate(() => ({
    require: typeof (globalThis as Record<string, unknown>)["require"],
    process: typeof (globalThis as Record<string, unknown>)["process"],
    bridge: Object.keys((globalThis as unknown as { lentigo: object }).lentigo).sort(),
  }));
  expect(powers).toEqual({ require: "undefined", process: "undefined", bridge: ["call", "on"] });

  await window.evaluate(() => globalThis.open("https://example.org"));
  expect(app.windows()).toHaveLength(1);

  const before = window.url();
  await window.evaluate(() => {
    location.href = "https://example.org/";
  });
  await window.evaluate(() => {
    location.href = "javascript:document.title='taken over'";
  });
  await window.waitForTimeout(300);
  expect(window.url()).toBe(before);
  expect(await window.title()).not.toBe("taken over");

  const reached = await window.evaluate(() =>
    fetch("https://example.org").then(
      () => "reached",
      () => "blocked",
    ),
  );
  expect(reached).toBe("blocked");
  const camera = await window.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => "granted",
      () => "denied",
    ),
  );
  expect(camera).toBe("denied");
  const script = await window.evaluate(() => {
    const element = document.createElement("script");
    element.textContent = "globalThis.injected = true";
    document.body.append(element);
    return (globalThis as Record<string, unknown>)["injected"] ?? "blocked";
  });
  expect(script).toBe("blocked");
});

test("every channel is refused to a window of another origin", async ({ clinic }) => {
  const refused = await clinic.app.evaluate(
    async ({ BrowserWindow }, { preload, channels }) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      });
      await stranger.loadURL("data:text/html,<title>stranger</title>");
      const answers = (await stranger.webContents.executeJavaScript(
        `Promise.all(${JSON.stringify(channels)}.map((name) => lentigo.call(name, {})))`,
      )) as { ok: boolean; error?: { code: string } }[];
      stranger.destroy();
      return answers.filter(({ ok, error }) => !ok && error?.code === "request.forbidden").length;
    },
    { preload: join(import.meta.dirname, "../../out/app/preload.cjs"), channels: CHANNELS },
  );
  expect(refused).toBe(CHANNELS.length);
});

test("an unknown channel, a broken request and an unknown picture give nothing away", async ({
  clinic,
}) => {
  const answers = await clinic.window.evaluate(async () => {
    const { lentigo } = globalThis as unknown as {
      lentigo: { call(channel: string, input: unknown): Promise<unknown> };
    };
    const picture = await fetch("app://lentigo/photo/../../clinic/key.json").then(
      ({ status }) => status,
      () => "blocked",
    );
    return {
      unknown: await lentigo.call("store.readEverything", {}),
      broken: await lentigo.call("photos.list", { filter: "all" }),
      picture,
    };
  });
  expect(answers).toEqual({
    unknown: { ok: false, error: { code: "request.forbidden", details: {} } },
    broken: { ok: false, error: { code: "request.invalid", details: {} } },
    picture: 404,
  });
});

test("a second start on the same data hands over to the first", async ({ dataFolder }) => {
  const clinic = await openClinic(dataFolder);
  const electron = clinic.app.process().spawnfile;
  const second = spawn(electron, ["--no-sandbox", join(import.meta.dirname, "../..")], {
    env: { ...process.env, LENTIGO_DATA: dataFolder },
    stdio: "ignore",
  });
  const status = await new Promise((resolve) => second.once("exit", resolve));
  expect(status).toBe(0);
  await expect(clinic.window.getByTestId("decision-support")).toBeVisible();
  await clinic.close();
});
