/** One moment by two clocks: what the owner sets, and what only runs on, but stands still while the machine sleeps. */
export interface Moment {
  readonly wall: number;
  readonly running: number;
}

export function moment(): Moment {
  return { wall: Date.now(), running: performance.now() };
}

/** Milliseconds between two moments, by the clock that says more. */
export function idleFor(last: Moment, now: Moment): number {
  return Math.max(now.wall - last.wall, now.running - last.running);
}
