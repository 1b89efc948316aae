import type { Channel } from "../../electron/contract/requests";
import type { Clinic } from "./clinic";

/**
 * Has main hold requests of one channel back, so that something can happen before they are
 * answered.
 *
 * @returns lets them go, and those to come
 */
export async function holdRequests(
  { app }: Pick<Clinic, "app">,
  channel: Channel,
): Promise<() => Promise<void>> {
  await app.evaluate(({ ipcMain }, held) => {
    type Answer = (...request: unknown[]) => unknown;
    const { _invokeHandlers: answers } = ipcMain as unknown as {
      _invokeHandlers: Map<string, Answer>;
    };
    const answer = answers.get(held);
    const release = new Promise<void>((resolve) => {
      Object.assign(globalThis, { releaseRequests: resolve });
    });
    ipcMain.removeHandler(held);
    ipcMain.handle(held, async (...request) => {
      await release;
      return answer?.(...request);
    });
  }, channel);
  return () =>
    app.evaluate(() => {
      (globalThis as unknown as { releaseRequests: () => void }).releaseRequests();
    });
}
