import i18next from "i18next";
import type { Device } from "../../electron/contract/shapes";

/** The processor that runs a network. */
export function deviceText(device: Device): string {
  return device.kind === "gpu"
    ? i18next.t("frame.device.gpu", { name: device.name })
    : i18next.t("frame.device.cpu", { count: device.threads });
}
