import { join } from "node:path";
import * as esbuild from "esbuild";

/** Bundles the process in which files are tried; inside the project, to find native packages. */
export async function bundleSubject(root: string): Promise<string> {
  const file = join(root, "out/fuzz/subject.cjs");
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["tests/fuzz/subject.ts"],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: [
      "better-sqlite3",
      "sharp",
      "@img/*",
      "@resvg/resvg-js",
      "@myriaddreamin/*",
      "@tensorflow/*",
    ],
    logLevel: "error",
  });
  return file;
}
