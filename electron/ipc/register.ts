/** The only place that touches `ipcMain`. */
import { ipcMain, type WebFrameMain } from "electron";
import { APP_ORIGIN, type Envelope } from "../contract/bridge";
import { CHANNELS } from "../contract/requests";
import { createAnswering, type AnswerOptions } from "./answer";

export interface RegisterOptions extends AnswerOptions {
  /** Frames that may ask: the main frames of our own windows. */
  readonly isOwnFrame: (frame: WebFrameMain) => boolean;
}

/** Serves every request of the contract to our own window and refuses all others. */
export function registerRequests({ isOwnFrame, ...options }: RegisterOptions): void {
  const answer = createAnswering(options);
  const refusal: Envelope<never> = { ok: false, error: { code: "request.forbidden", details: {} } };
  for (const channel of CHANNELS) {
    ipcMain.handle(channel, ({ senderFrame }, input: unknown) => {
      const isTrusted =
        senderFrame !== null &&
        isOwnFrame(senderFrame) &&
        senderFrame.url.startsWith(`${APP_ORIGIN}/`);
      return isTrusted ? answer(channel, input) : refusal;
    });
  }
}
