import { expect, it } from "vitest";
import { windowOf } from "../src/ui/window";

const ROWS = Array.from({ length: 1_000 }, (_, index) => (index % 2 === 0 ? 100 : 200));
const TOTAL = 150_000;

it.each([
  ["at the top", -800, 1_600],
  ["in the middle", 70_123, 73_000],
  ["at the end", 148_000, 152_000],
  ["beyond the end", 900_000, 901_000],
  ["before the beginning", -9_000, -8_000],
])("a long list draws what is seen, %s", (_, top, bottom) => {
  const { from, to, above, below } = windowOf(ROWS, top, bottom);
  const height = (start: number, end: number) => ROWS.slice(start, end).reduce((sum, row) => sum + row, 0);
  expect(above).toBe(height(0, from));
  expect(above + height(from, to) + below).toBe(TOTAL);
  expect(above <= Math.max(0, top) || from >= 996).toBe(true);
  expect(above + height(from, to)).toBeGreaterThanOrEqual(Math.min(TOTAL, bottom));
  expect(to - from).toBeLessThan(40);
});

it("a list without rows draws none", () => {
  expect(windowOf([], 0, 1_000)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
});
