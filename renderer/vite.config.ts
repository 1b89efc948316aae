import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The window, for the oldest Chromium it must run in (Electron 22). */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../out/app/renderer",
    emptyOutDir: true,
    target: "chrome108",
    cssTarget: "chrome108",
    // Fonts and pictures stay files: the content policy allows no inlined fonts.
    assetsInlineLimit: 0,
    modulePreload: false,
    // For the notices of a package (build/package/notices.mjs).
    license: { fileName: "licences.json" },
    // Everything is read from the local disk, where one file is faster than many.
    chunkSizeWarningLimit: 2000,
  },
});
