import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { _electron, test as base, type ElectronApplication, type Page } from "@playwright/test";
import type { Envelope } from "../../electron/contract/bridge";
import type { Channel, RequestInput, RequestOutput } from "../../electron/contract/requests";
import { writePhotoSet } from "../fixtures/photos";
import { hasNoScreen, openVirtualScreen } from "./screen";

const root = join(import.meta.dirname, "../..");

/** A running application with a data folder of its own. */
export interface Clinic {
  readonly dataFolder: string;
  readonly app: ElectronApplication;
  readonly window: Page;
  /** Texts that the window wrote to its console as errors or warnings. */
  readonly complaints: readonly string[];
  /** Asks main as the window does. */
  readonly ask: <C extends Channel>(
    channel: C,
    input: RequestInput<C>,
  ) => Promise<RequestOutput<C>>;
  close(): Promise<void>;
}

/** Who works in the clinics of these tests. */
export const ADMINISTRATOR = {
  clinicName: "Hautarztpraxis am Markt",
  name: "ines",
  fullName: "Dr. Ines Albrecht",
  password: "sieben kleine Muttermale",
} as const;

/**
 * Starts the application on a data folder, with the administrator signed in.
 *
 * @param switches Chromium's own, such as a camera that is not there
 */
export async function openClinic(
  dataFolder: string,
  switches: readonly string[] = [],
): Promise<Clinic> {
  const clinic = await startApplication(dataFolder, switches);
  const { name, password } = ADMINISTRATOR;
  const { state } = await clinic.ask("session.state", {});
  if (state === "new") await clinic.ask("session.setUp", ADMINISTRATOR);
  if (state === "locked") await clinic.ask("session.signIn", { name, password });
  await clinic.window.getByTestId("user-menu").waitFor();
  return clinic;
}

/**
 * Starts the application on a data folder; nobody is signed in.
 *
 * @param folder of the application; the sources' if not given
 */
export async function startApplication(
  dataFolder: string,
  switches: readonly string[] = [],
  folder = root,
): Promise<Clinic> {
  const complaints: string[] = [];
  const app = await _electron.launch({
    args: [...switches, folder],
    cwd: folder,
    env: { ...inheritedEnvironment(), LENTIGO_DATA: dataFolder },
  });
  const window = await app.firstWindow();
  window.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await window.getByTestId("decision-support").waitFor();
  return {
    dataFolder,
    app,
    window,
    complaints,
    ask: (channel, input) => ask(window, channel, input),
    close: () => app.close(),
  };
}

export async function ask<C extends Channel>(
  window: Page,
  channel: C,
  input: RequestInput<C>,
): Promise<RequestOutput<C>> {
  const envelope = await window.evaluate(
    ([name, value]) =>
      (
        globalThis as unknown as {
          lentigo: { call(channel: unknown, input: unknown): Promise<unknown> };
        }
      ).lentigo.call(name, value),
    [channel, input] as const,
  );
  const answer = envelope as Envelope<RequestOutput<C>>;
  if (!answer.ok) throw new Error(`${channel}: ${answer.error.code}`);
  return answer.value;
}

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
}

/** Waits until the network answers: the device is shown then. */
export async function visionReady({ window }: Pick<Clinic, "window">): Promise<void> {
  await window
    .getByTestId("device-badge")
    .filter({ hasText: /CPU|GPU/ })
    .waitFor();
}

/** Chooses files as a person does in the file dialog. */
export async function choosePhotos(
  { window }: Pick<Clinic, "window">,
  files: string[],
): Promise<void> {
  await window.getByTestId("intake-input").setInputFiles(files);
}

/** Drops files onto the window. */
export async function dropFiles(
  { window }: Pick<Clinic, "window">,
  files: string[],
): Promise<void> {
  const contents = files.map((file) => ({
    name: basename(file),
    base64: readFileSync(file).toString("base64"),
  }));
  await window.evaluate((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of dropped) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
    }
    for (const type of ["dragenter", "dragover", "drop"]) {
      const init = { bubbles: true, cancelable: true, dataTransfer: transfer };
      document.body.dispatchEvent(new DragEvent(type, init));
    }
  }, contents);
}

/**
 * Fixtures: a data folder, photos, and a clinic that is closed at the end; where there is no screen,
 * a virtual one for each worker.
 */
export const test = base.extend<
  {
    dataFolder: string;
    photos: (count: number, seed?: number) => Promise<string[]>;
    clinic: Clinic;
  },
  { virtualScreen: undefined }
>({
  virtualScreen: [
    async ({}, use) => {
      const virtual = hasNoScreen() ? await openVirtualScreen() : null;
      if (virtual) process.env["DISPLAY"] = virtual.display;
      await use(undefined);
      virtual?.close();
    },
    { scope: "worker", auto: true },
  ],
  dataFolder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-e2e-"));
    await use(join(folder, "data"));
    rmSync(folder, { recursive: true, force: true });
  },
  photos: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "lentigo-photos-"));
    await use((count, seed = 1) => writePhotoSet(folder, { count, seed }));
    rmSync(folder, { recursive: true, force: true });
  },
  clinic: async ({ dataFolder }, use) => {
    const clinic = await openClinic(dataFolder);
    await use(clinic);
    await clinic.close();
  },
});

export { expect } from "@playwright/test";
