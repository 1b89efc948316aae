/** What pages of this application may do at all, whatever runs in them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { CHANNELS } from "../../electron/contract/requests";
import { expect, openClinic, test } from "./clinic";

const root = join(import.meta.dirname, "../..");

/** Settings that are off where nobody sets them, and that Electron does not always tell then. */
const RISKY = ["allowRunningInsecureContent", "experimentalFeatures", "nodeIntegrationInWorker"];

test("every window runs sandboxed, without Node and without a risky setting", async ({
  clinic,
}) => {
  const { app } = clinic;
  /** Settings of all windows, the hidden one in which a report is printed among them. */
  const settings = await app.evaluateHandle(({ app: application, BrowserWindow }) => {
    const kept = { preferences: [] as unknown[], bridgeInPrint: "" };
    const keep = (contents: Electron.WebContents): void => {
      const known = contents as unknown as { getLastWebPreferences(): unknown };
      kept.preferences.push(known.getLastWebPreferences());
    };
    for (const { webContents } of BrowserWindow.getAllWindows()) keep(webContents);
    application.on("web-contents-created", (_, contents) => {
      contents.print = (_options, callback) => {
        keep(contents);
        void contents.executeJavaScript("typeof lentigo").then((bridge: string) => {
          kept.bridgeInPrint = bridge;
          callback?.(false, "Print job canceled");
        });
      };
    });
    return kept;
  });
  const patient = { number: "", familyName: "Öberg", givenName: "", dateOfBirth: null } as const;
  const { id } = await clinic.ask("patients.create", { ...patient, sex: "female", notes: "" });
  const { reportId } = await clinic.ask("reports.preview", {
    subject: { kind: "patient", patientId: id },
    ...{ language: "en", paper: "a4", similar: false, corrects: null },
  });
  await clinic.ask("reports.print", { reportId });

  const found = await settings.jsonValue();
  expect(found.preferences).toHaveLength(2);
  for (const preferences of found.preferences as Record<string, unknown>[]) {
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    for (const risky of RISKY) {
      expect(preferences[risky] ?? false).toBe(false);
    }
    expect(preferences["enableBlinkFeatures"] ?? "").toBe("");
  }
  // There is nothing to ask for where a report is printed.
  expect(found.bridgeInPrint).toBe("undefined");
});

test("a page has the powers it needs and no others", async ({ dataFolder }) => {
  // There is a camera and a microphone: only then do the refusals below mean anything.
  const clinic = await openClinic(dataFolder, ["--use-fake-device-for-media-stream"]);
  const allowed = await clinic.window.evaluate(() => {
    const { featurePolicy } = document as unknown as {
      featurePolicy: { allowedFeatures(): string[] };
    };
    return featurePolicy.allowedFeatures();
  });
  for (const power of [
    ...["clipboard-read", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection"],
    ...["microphone", "midi", "payment", "serial", "usb", "publickey-credentials-get"],
  ]) {
    expect(allowed).not.toContain(power);
  }
  expect(allowed).toContain("camera");

  const refused = await clinic.window.evaluate(async () => {
    const names = [
      ...["geolocation", "notifications", "midi", "camera", "microphone", "background-sync"],
      ...["persistent-storage", "accelerometer", "clipboard-read", "screen-wake-lock"],
      ...["idle-detection", "storage-access", "payment-handler", "nfc"],
    ];
    const states = names.map(async (name) => {
      const asked = { name: name as PermissionName };
      return navigator.permissions.query(asked).then(
        ({ state }) => state,
        () => "unknown",
      );
    });
    const media = [{ audio: true }, { video: true }, { audio: true, video: true }];
    const streams = media.map((kinds) =>
      navigator.mediaDevices.getUserMedia(kinds).then(
        () => "granted",
        (error: unknown) => (error instanceof DOMException ? error.name : "failed"),
      ),
    );
    const screen = navigator.mediaDevices.getDisplayMedia({ video: true }).then(
      () => "granted",
      () => "refused",
    );
    return {
      states: [...new Set(await Promise.all(states))].sort(),
      streams: await Promise.all(streams),
      screen: await screen,
    };
  });
  expect(refused.states.filter((state) => state !== "denied" && state !== "unknown")).toEqual([]);
  expect(refused.streams).toEqual(Array(3).fill("NotAllowedError"));
  expect(refused.screen).toBe("refused");
  // Chromium would complain of a power that it does not know.
  const complaints: string[] = [];
  clinic.window.on("console", (message) => complaints.push(message.text()));
  await clinic.window.reload();
  await clinic.window.getByTestId("user-menu").waitFor();
  expect(complaints).toEqual([]);
  await clinic.close();
});

test("a frame with our own address reaches no channel, even with a bridge of its own", async ({
  clinic,
}) => {
  const [style = ""] = readdirSync(join(root, "out/app/renderer/assets")).filter((name) =>
    name.endsWith(".css"),
  );
  const framed = await clinic.app.evaluate(
    async (electron, { preload, channels, address }) => {
      const window = new electron.BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, nodeIntegrationInSubFrames: true },
      });
      await window.loadURL(`data:text/html,<iframe src="${address}"></iframe>`);
      const [frame] = window.webContents.mainFrame.frames;
      const answers: unknown = await frame?.executeJavaScript(
        `Promise.all(${JSON.stringify(channels)}.map((name) => lentigo.call(name, {})))`,
      );
      const refused = (answers as { ok: boolean; error?: { code: string } }[]).filter(
        ({ ok, error }) => !ok && error?.code === "request.forbidden",
      ).length;
      const found = { url: frame?.url, refused };
      window.destroy();
      return found;
    },
    {
      preload: join(root, "out/app/preload.cjs"),
      channels: CHANNELS,
      address: `app://lentigo/assets/${style}`,
    },
  );
  expect(framed).toEqual({ url: `app://lentigo/assets/${style}`, refused: CHANNELS.length });
});
