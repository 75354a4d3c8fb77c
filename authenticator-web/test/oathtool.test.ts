import { spawn } from "node:child_process";
import { expect, it } from "vitest";
import type { Bytes } from "../src/bytes";
import { codeOf, stepAt } from "../src/otp/code";
import type { HashName, Method } from "../src/otp/method";

const SEEDS = 10_000;
const SHELLS = 2;

interface Case {
  readonly seed: Bytes;
  readonly method: Method;
  readonly atMs: number;
}

/** Always the same ones: a failure is seen again. */
function cases(): Case[] {
  let state = 20261122;
  const draw = (least: number, most: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return least + Math.floor((state / 2 ** 32) * (most - least + 1));
  };
  return Array.from({ length: SEEDS }, () => {
    const hash = (["SHA1", "SHA1", "SHA256", "SHA512"] as const)[draw(0, 3)] ?? "SHA1";
    const digits = draw(6, 8);
    const counts = draw(0, 4) === 0;
    return {
      seed: Uint8Array.from({ length: draw(1, 130) }, () => draw(0, 255)),
      // oathtool counts with SHA1 alone.
      method: counts
        ? { type: "hotp", hash: "SHA1", digits, counter: BigInt(draw(0, 2 ** 31)) * BigInt(draw(1, 2 ** 31)) }
        : { type: "totp", hash, digits, period: draw(0, 1) === 0 ? 30 : draw(1, 300) },
      atMs: draw(0, 2 ** 31) * 1_000 * draw(1, 4),
    };
  });
}

function command({ seed, method, atMs }: Case): string {
  const key = Array.from(seed, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const how =
    method.type === "hotp"
      ? `-c ${method.counter}`
      : `--totp=${oathtoolName(method.hash)} -s ${method.period}s -N @${atMs / 1_000}`;
  return `oathtool -d ${method.digits} ${how} ${key}\n`;
}

function oathtoolName(hash: HashName): string {
  return hash.toLowerCase();
}

/** A process a code; a shell starts them in a millisecond or two each, node would take five. */
function answers(commands: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const shell = spawn("sh", [], { stdio: ["pipe", "pipe", "inherit"] });
    let said = "";
    shell.stdout.on("data", (text) => (said += String(text)));
    shell.on("error", reject);
    shell.on("close", () => resolve(said.trim().split("\n")));
    shell.stdin.end(commands.join(""));
  });
}

it(`${SEEDS} random seeds give the codes of oathtool`, { timeout: 240_000 }, async () => {
  const asked = cases();
  const share = Math.ceil(SEEDS / SHELLS);
  const shares = Array.from({ length: SHELLS }, (_, index) => asked.slice(index * share, (index + 1) * share));
  const theirs = (await Promise.all(shares.map((some) => answers(some.map(command))))).flat();
  const ours = await Promise.all(
    asked.map(({ seed, method, atMs }) => codeOf(seed, method, method.type === "hotp" ? method.counter : stepAt(method, atMs))),
  );
  expect(theirs).toHaveLength(SEEDS);
  expect(ours).toEqual(theirs);
});
