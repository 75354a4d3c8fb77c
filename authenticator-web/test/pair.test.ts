import { expect, it } from "vitest";
import { STANDARD } from "../src/otp/method";
import { firstStep, usableStep } from "../src/otp/pair";

const STEP = 59_000_000;
const at = (seconds: number) => (STEP * 30 + seconds) * 1_000;

it.each([
  ["this one, where none was given", undefined, 10, STEP],
  ["the next one, where too little of this one is left", undefined, 25, STEP + 1],
  ["the one after the last given", STEP, 10, STEP + 1],
  ["this one, long after the last given", STEP - 500, 10, STEP],
  ["the one after those that were given ahead", STEP + 3, 10, STEP + 4],
  ["none, where a clock must have been wrong", STEP + 4, 10, undefined],
])("the first of two codes is %s", (_, last, seconds, first) => {
  expect(firstStep(STANDARD, last, at(seconds))).toBe(first);
});

it("whoever goes on gets a code with time for typing", () => {
  expect([usableStep(STANDARD, at(24)), usableStep(STANDARD, at(24.1))]).toEqual([STEP, STEP + 1]);
});
