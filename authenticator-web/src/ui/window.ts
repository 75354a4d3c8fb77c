import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { RefObject } from "preact";

/** Shorter lists are drawn whole. */
const FEWEST = 60;
/** Drawn beyond what is seen, in each direction. */
const BEYOND_PX = 800;
/** Rows that come and go together, so that not every frame of a scroll draws. */
const TOGETHER = 4;
const GUESSED_PX = 190;

/** The rows from {@link from} up to {@link to} are drawn, with room above and below for the others. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/**
 * Which rows of a long list to draw: those that are seen, and some around them. Heights are measured
 * as rows are drawn, and guessed until then. Rows are the list's children with a data-id.
 */
export function useWindow(ids: readonly string[], list: RefObject<HTMLElement | null>): Window {
  const heights = useRef(new Map<string, number>());
  const [, draw] = useReducer((count: number) => count + 1, 0);
  const drawn = useRef("");
  const whole = ids.length < FEWEST;

  function now(): Window {
    if (whole) {
      return { from: 0, to: ids.length, above: 0, below: 0 };
    }
    const top = list.current?.getBoundingClientRect().top ?? 0;
    const guess = average(heights.current);
    return windowOf(ids.map((id) => heights.current.get(id) ?? guess), -top - BEYOND_PX, innerHeight - top + BEYOND_PX);
  }

  useLayoutEffect(() => {
    for (const row of whole ? [] : (list.current?.children ?? [])) {
      const id = row.getAttribute("data-id");
      const next = row.nextElementSibling;
      if (id !== null && row instanceof HTMLElement && next instanceof HTMLElement) {
        heights.current.set(id, next.offsetTop - row.offsetTop);
      }
    }
  });

  useEffect(() => {
    if (whole) {
      return undefined;
    }
    let asked = 0;
    const look = () => {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        const { from, to } = now();
        if (drawn.current !== `${from} ${to}`) {
          draw(undefined);
        }
      });
    };
    look();
    addEventListener("scroll", look, { passive: true });
    addEventListener("resize", look);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", look);
      removeEventListener("resize", look);
    };
  }, [ids]);

  const window = now();
  drawn.current = `${window.from} ${window.to}`;
  return window;
}

function average(heights: ReadonlyMap<string, number>): number {
  const sum = [...heights.values()].reduce((total, height) => total + height, 0);
  return heights.size === 0 ? GUESSED_PX : sum / heights.size;
}

/** The rows of these heights that lie between {@link top} and {@link bottom}. */
export function windowOf(heights: readonly number[], top: number, bottom: number): Window {
  const total = heights.reduce((sum, height) => sum + height, 0);
  let from = 0;
  let above = 0;
  while (from < heights.length - 1 && above + (heights[from] ?? 0) < top) {
    above += heights[from++] ?? 0;
  }
  while (from % TOGETHER > 0) {
    above -= heights[--from] ?? 0;
  }
  let to = from;
  let end = above;
  while (to < heights.length && (end < bottom || to % TOGETHER > 0)) {
    end += heights[to++] ?? 0;
  }
  return { from, to, above, below: total - end };
}
