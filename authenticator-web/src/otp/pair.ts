import { stepAt, stepStart } from "./code";
import type { Timed } from "./method";

/** Seconds that typing a code takes: with fewer left, the next one is the first. */
const TYPING_SECONDS = 6;
/** Who made two codes ahead is a few steps ahead; further on, a clock was wrong. */
const MOST_AHEAD = 3;

/** The first step of this moment that leaves time for typing. */
export function usableStep(method: Timed, now: number): number {
  const step = stepAt(method, now);
  const left = (stepStart(method, step + 1) - now) / 1_000;
  return left < Math.min(TYPING_SECONDS, method.period / 2) ? step + 1 : step;
}

/** The first step that was given to nobody, and that leaves time for typing; undefined when that is too far off to wait for. */
export function firstStep(method: Timed, lastGiven: number | undefined, now: number): number | undefined {
  const last = lastGiven ?? -1;
  return last - stepAt(method, now) > MOST_AHEAD ? undefined : Math.max(usableStep(method, now), last + 1);
}
