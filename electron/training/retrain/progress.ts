/** How far a run is, over phases of different length, and how long the rest will take. */
import type { RetrainProgress, RETRAIN_PHASES } from "../../contract/retraining";
import type { Device } from "../../contract/shapes";

type Phase = (typeof RETRAIN_PHASES)[number];

export interface ProgressOptions {
  /** Share of the whole that each phase takes, in the phases' order; they add up to 1. */
  readonly phases: readonly (readonly [Phase, number])[];
  readonly device: Device;
  readonly onProgress: (progress: RetrainProgress) => void;
}

export interface Step {
  readonly phase: Phase;
  /** Of the phase, 0 to 1. */
  readonly done: number;
  readonly photosPerSecond?: number;
  readonly point?: RetrainProgress["point"];
}

export interface ProgressMeter {
  at(step: Step): void;
  /** Time that does not count: somebody paused the run. */
  stoodStill(milliseconds: number): void;
}

/** Milliseconds between two events, points of curves apart. */
const EVERY = 250;

/** Share of a run before which its speed says little. */
const EARLY = 0.02;

export function createProgressMeter(options: ProgressOptions): ProgressMeter {
  const { phases, device, onProgress } = options;
  const started = performance.now();
  let still = 0;
  let told = -Infinity;
  let lastPhase: Phase | null = null;
  /** Of the whole, what was done before this run went on from a checkpoint. */
  let doneBefore = 0;

  return {
    at({ phase, done, photosPerSecond, point }) {
      const now = performance.now();
      if (point === undefined && phase === lastPhase && now - told < EVERY) return;
      told = now;
      const place = phases.findIndex(([name]) => name === phase);
      const share = phases[place]?.[1] ?? 0;
      const before = phases.slice(0, place).reduce((sum, [, earlier]) => sum + earlier, 0);
      const progress = Math.min(1, before + done * share);
      if (phase !== lastPhase) doneBefore += done * share;
      lastPhase = phase;
      const own = progress - doneBefore;
      const seconds = (now - started - still) / 1000;
      onProgress({
        phase,
        progress,
        secondsLeft: own < EARLY ? null : (seconds * (1 - progress)) / own,
        photosPerSecond: photosPerSecond ?? null,
        device,
        memory: process.memoryUsage().rss,
        point: point ?? null,
      });
    },
    stoodStill(milliseconds) {
      still += milliseconds;
    },
  };
}
