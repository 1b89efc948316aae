import { setNonce } from "get-nonce";

/** The nonce that the content policy gives this page for its own style elements. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  // Browsers hide the attribute's value from scripts and keep it in the property.
  return meta?.nonce ?? "";
}

/** Gives the nonce to the scroll lock of dialogs, which writes a style element of its own. */
export function shareStyleNonce(): void {
  setNonce(styleNonce());
}
