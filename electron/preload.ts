/** The one bridge between the window and main. */
import { contextBridge, ipcRenderer } from "electron";
import { BRIDGE, type Bridge, type Envelope } from "./contract/bridge";
import { EVENT_NAMES } from "./contract/events";
import { CHANNELS } from "./contract/requests";

const refusal: Envelope<never> = { ok: false, error: { code: "request.forbidden", details: {} } };

const bridge: Bridge = {
  async call(channel, input) {
    if (!CHANNELS.includes(channel)) return refusal;
    return (await ipcRenderer.invoke(channel, input)) as Envelope<unknown>;
  },
  on(event, listener) {
    if (!EVENT_NAMES.includes(event)) return () => undefined;
    const forward = (_: unknown, payload: unknown): void => {
      listener(payload);
    };
    ipcRenderer.on(event, forward);
    return () => {
      ipcRenderer.off(event, forward);
    };
  },
};

contextBridge.exposeInMainWorld(BRIDGE, bridge);
