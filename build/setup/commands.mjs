import { spawnSync } from "node:child_process";
import { SetUpError } from "./report.mjs";

/**
 * Runs a command quietly.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, minutes?: number }} [options]
 * @returns {{ ok: boolean, output: string }}
 */
export function attempt(command, args, { cwd, env, minutes = 20 } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: minutes * 60_000,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32" && command === "npm",
  });
  return { ok: status === 0, output: `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}` };
}

/**
 * Runs a command that must succeed; its last lines are shown where it does not.
 *
 * @param {Parameters<typeof attempt>} parameters
 */
export function run(...parameters) {
  const { ok, output } = attempt(...parameters);
  if (ok) return output;
  const [command, args] = parameters;
  const tail = output.trim().split("\n").slice(-15).join("\n");
  throw new SetUpError(`${command} ${args.join(" ")} did not work:\n${tail}`);
}
