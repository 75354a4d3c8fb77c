const RADIUS = 13;
const ROUND = 2 * Math.PI * RADIUS;

/** What is left of a code, as a ring that runs down. */
export function Ring({ left, period }: { left: number; period: number }) {
  return (
    <span class="ring-box">
      <svg class="ring" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
        <circle class="ring-track" cx="16" cy="16" r={RADIUS} />
        <circle
          class="ring-left"
          cx="16"
          cy="16"
          r={RADIUS}
          stroke-dasharray={ROUND.toFixed(2)}
          stroke-dashoffset={(ROUND * (1 - left / period)).toFixed(2)}
          transform="rotate(-90 16 16)"
        />
      </svg>
      <span class="ring-number">{left}<span class="visually-hidden"> seconds left</span></span>
    </span>
  );
}
