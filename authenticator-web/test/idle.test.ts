import { expect, it } from "vitest";
import { idleFor } from "../src/ui/idle";

it.each([
  ["both clocks run", { wall: 61_000, running: 65_000 }, 60_000],
  ["the machine slept", { wall: 3_601_000, running: 5_010 }, 3_600_000],
  ["the clock was set back", { wall: -900_000, running: 305_000 }, 300_000],
])("idle time is the longer one when %s", (_, now, idle) => {
  expect(idleFor({ wall: 1_000, running: 5_000 }, now)).toBe(idle);
});
