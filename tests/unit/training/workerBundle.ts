import { rm } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";

/** Bundles the augmenting thread as the application does; inside the project, to find sharp. */
export async function bundleAugmentWorker(): Promise<{
  readonly file: string;
  remove(): Promise<void>;
}> {
  const file = join(process.cwd(), "out", "tests", `augment-worker-${String(process.pid)}.cjs`);
  await esbuild.build({
    entryPoints: ["electron/training/augmentWorker.ts"],
    outfile: file,
    bundle: true,
    platform: "node",
    target: "node16",
    format: "cjs",
    external: ["sharp", "@img/*"],
  });
  return { file, remove: () => rm(file, { force: true }) };
}
