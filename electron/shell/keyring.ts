import { safeStorage } from "electron";
import type { KeyGuard } from "../store/keyFile";

/**
 * The operating system's keyring (DPAPI, Keychain, libsecret or KWallet); null where there is
 * none. Electron's own "basic text" stand-in encrypts with a key that everybody knows, so it
 * counts as none.
 */
/* eslint-disable @typescript-eslint/no-deprecated -- the asynchronous successors came after
   Electron 22, which this must also run on */
export function openKeyring(): KeyGuard | null {
  if (!safeStorage.isEncryptionAvailable() || isBasicText()) return null;
  return {
    protection: "keyring",
    protect: (key) => safeStorage.encryptString(key.toString("base64")),
    reveal: (guarded) => Buffer.from(safeStorage.decryptString(guarded), "base64"),
  };
}

function isBasicText(): boolean {
  // Electron before 24 cannot tell; there a Linux without a keyring has no encryption at all.
  const { getSelectedStorageBackend } = safeStorage as Partial<typeof safeStorage>;
  if (process.platform !== "linux" || !getSelectedStorageBackend) return false;
  return getSelectedStorageBackend.call(safeStorage) === "basic_text";
}
