import { describe, expect, it } from "vitest";
import { toBase64 } from "../src/bytes";
import { NOTHING, gather, missingPictures } from "../src/exchange/gathering";
import { strengthOf } from "../src/strength";

const KEY = "JBSWY3DPEHPK3PXP";

/** A picture of an export: one account, and its place among the others. */
function picture(index: number, size: number): string {
  const account = [0x0a, 3, 1, 2, index, 0x12, 1, 0x61 + index];
  const message = [0x0a, account.length, ...account, 0x10, 1, 0x18, size, 0x20, index, 0x28, 9];
  return `otpauth-migration://offline?data=${encodeURIComponent(toBase64(Uint8Array.from(message)))}`;
}

describe("pictures of one export", () => {
  it("are taken in any order, each once and in its place, and the missing ones are named", () => {
    const two = [picture(2, 3), picture(0, 3), picture(2, 3)].reduce(gather, NOTHING);
    expect(missingPictures(two)).toEqual([2]);
    const all = gather(two, picture(1, 3));
    expect(missingPictures(all)).toEqual([]);
    expect(all.readings.map(({ account }) => account.account)).toEqual(["a", "b", "c"]);
  });
});

it("a list gives its accounts, and says which lines are none without quoting them", () => {
  const found = gather(NOTHING, `\ufeffotpauth://totp/a?secret=${KEY}\r\n\r\nhello ${KEY}\notpauth://totp/b?secret=${KEY}&digits=0`);
  expect(found.readings).toHaveLength(1);
  expect(found.skipped).toEqual([
    { name: "Line 3", why: "This is no account: it does not begin with otpauth://." },
    { name: "Line 4", why: "digits must be a number from 1 to 10." },
  ]);
});

describe("a passphrase", () => {
  it.each([
    ["ninechars", "short"],
    ["aaaaaaaaaaaaaaaaaaaaaaa", "weak"],
    ["abcdefghijklmnopqrst", "weak"],
    ["Tr0ub4dor&3x", "fair"],
    ["correct horse battery staple", "strong"],
  ])("%s is %s", (passphrase, strength) => {
    expect(strengthOf(passphrase)).toBe(strength);
  });
});
